import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Merge, type MergeStatus, mergeEntity } from './merge.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

/** More than anybody is taken for. */
const MOST = 100;

export interface MergeStore {
  get(buildingId: string, mergeId: string): Promise<Stored<Merge> | undefined>;
  /** Of one status, the latest first. */
  listByStatus(buildingId: string, status: MergeStatus, page?: PageRequest): Promise<Page<Stored<Merge>>>;
  /** All in which that member is the one who remains; 100 at most. */
  listOfUser(buildingId: string, userId: string): Promise<readonly Stored<Merge>[]>;
}

export function createMergeStore(table: Table): MergeStore {
  return {
    get: (buildingId, mergeId) => table.get(mergeEntity, { buildingId, mergeId }),
    listByStatus: (buildingId, status, page = {}) =>
      table.list(mergeEntity, { buildingId, status }, { ...page, index: 'GSI2', newestFirst: true }),
    listOfUser: async (buildingId, userId) =>
      (await table.list(mergeEntity, { buildingId, userId }, { index: 'GSI1', limit: MOST })).items,
  };
}

/**
 * Under which ids a member's things lie: their own, then those of members who are the same person. One request.
 */
export async function idsOfMember(table: Table, buildingId: string, userId: string): Promise<readonly string[]> {
  const merges = await createMergeStore(table).listOfUser(buildingId, userId);
  const merged = merges.filter(({ status }) => status === 'in_force').map(({ mergedUserId }) => mergedUserId);
  return [userId, ...new Set(merged)];
}
