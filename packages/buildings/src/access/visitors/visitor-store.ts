import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { endOf } from './visit-times.ts';
import { type Visitor, visitorEntity } from './visitor.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface VisitorStore {
  get(buildingId: string, visitorId: string): Promise<Stored<Visitor> | undefined>;
  /** Announced or in the building, whose permission ends first at the head. */
  listOpen(buildingId: string, page?: PageRequest): Promise<Page<Stored<Visitor>>>;
  /** Of one host, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<Visitor>>>;
  /** Open ones whose permission ended before that; 1,000 at the most. */
  listOverdue(buildingId: string, before: Date): Promise<Stored<Visitor>[]>;
  /** Closed ones whose permission ended before that; 1,000 at the most. */
  listOld(buildingId: string, before: Date): Promise<Stored<Visitor>[]>;
}

const PAGE = 100;
const MOST_READ = 1_000;

export function createVisitorStore(table: Table): VisitorStore {
  function ended(buildingId: string, openOrClosed: 'open' | 'closed', before: Date): Promise<Stored<Visitor>[]> {
    const limit = before.toISOString();
    return listWhile(
      (cursor) =>
        table.list(
          visitorEntity,
          { buildingId, openOrClosed },
          { index: 'GSI2', limit: PAGE, ...(cursor !== undefined && { cursor }) },
        ),
      ({ times }) => endOf(times) < limit,
      MOST_READ,
    );
  }
  return {
    get: (buildingId, visitorId) => table.get(visitorEntity, { buildingId, visitorId }),
    listOpen: (buildingId, page = {}) =>
      table.list(visitorEntity, { buildingId, openOrClosed: 'open' }, { ...page, index: 'GSI2' }),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(visitorEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
    listOverdue: (buildingId, before) => ended(buildingId, 'open', before),
    listOld: (buildingId, before) => ended(buildingId, 'closed', before),
  };
}
