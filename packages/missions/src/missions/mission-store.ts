import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Activity, activityEntity } from './activity.ts';
import { type Mission, missionEntity } from './mission.ts';
import { type Step, stepEntity } from './step.ts';

export type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

/** Missions with their steps and their ledger. */
export interface MissionStore {
  get(buildingId: string, missionId: string): Promise<Stored<Mission> | undefined>;
  /** All steps in the order of the plan; read consistently, for decisions are taken from them. */
  steps(buildingId: string, missionId: string): Promise<Stored<Step>[]>;
  /** The ledger, oldest first. */
  activities(buildingId: string, missionId: string, page?: PageRequest): Promise<Page<Stored<Activity>>>;
  /** Missions of a building, newest first unless told. */
  listByState(
    buildingId: string,
    state: 'open' | 'closed',
    page?: PageRequest & { readonly oldestFirst?: boolean },
  ): Promise<Page<Stored<Mission>>>;
  /** Missions that were asked for before that time and have not ended, oldest first; at most 1,000. */
  listUnfinished(buildingId: string, before: Date): Promise<Stored<Mission>[]>;
  /** Missions that a person asked for, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Mission>>>;
}

/** A plan has fewer steps than this, so one request reads them all. */
const MORE_THAN_A_PLAN = 100;

const PAGE = 100;
/** Open missions that one sweep looks at; what is left follows with the next. */
const MOST_READ = 1_000;

export function createMissionStore(table: Table): MissionStore {
  return {
    get: (buildingId, missionId) => table.get(missionEntity, { buildingId, missionId }),
    async steps(buildingId, missionId) {
      const options = { limit: MORE_THAN_A_PLAN, consistent: true };
      const { items } = await table.list(stepEntity, { buildingId, missionId }, options);
      return items.toSorted((a, b) => Number(a.stepId.slice(1)) - Number(b.stepId.slice(1)));
    },
    activities: (buildingId, missionId, page = {}) => table.list(activityEntity, { buildingId, missionId }, page),
    listByState: (buildingId, openOrClosed, { oldestFirst = false, ...page } = {}) =>
      table.list(missionEntity, { buildingId, openOrClosed }, { ...page, index: 'GSI2', newestFirst: !oldestFirst }),
    async listUnfinished(buildingId, before) {
      const limit = before.toISOString();
      return listWhile(
        (cursor) =>
          table.list(
            missionEntity,
            { buildingId, openOrClosed: 'open' },
            { index: 'GSI2', limit: PAGE, ...(cursor !== undefined && { cursor }) },
          ),
        ({ requestedAt }) => requestedAt < limit,
        MOST_READ,
      );
    },
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(missionEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
