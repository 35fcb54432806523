import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type AccessEntry, accessEntryEntity } from './access-entry.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface AccessLogStore {
  /** Of the whole building, newest first. */
  list(buildingId: string, page?: PageRequest): Promise<Page<Stored<AccessEntry>>>;
  /** Of one person, newest first. */
  listOfUser(buildingId: string, userId: string, page?: PageRequest): Promise<Page<Stored<AccessEntry>>>;
}

export function createAccessLogStore(table: Table): AccessLogStore {
  return {
    list: (buildingId, page = {}) => table.list(accessEntryEntity, { buildingId }, { ...page, newestFirst: true }),
    listOfUser: (buildingId, userId, page = {}) =>
      table.list(accessEntryEntity, { buildingId, userId }, { ...page, index: 'GSI1', newestFirst: true }),
  };
}
