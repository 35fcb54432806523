import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Preference, preferenceEntity, preferenceIdOf } from './preference.ts';

export interface PreferenceStore {
  get(buildingId: string, userId: string, key: string): Promise<Stored<Preference> | undefined>;
  /** In no order that would tell anything. */
  list(
    buildingId: string,
    userId: string,
    page?: Pick<ListOptions, 'limit' | 'cursor'>,
  ): Promise<Page<Stored<Preference>>>;
}

export function createPreferenceStore(table: Table): PreferenceStore {
  return {
    get: (buildingId, userId, key) =>
      table.get(preferenceEntity, { buildingId, userId, preferenceId: preferenceIdOf(buildingId, userId, key) }),
    list: (buildingId, userId, page = {}) => table.list(preferenceEntity, { buildingId, userId }, page),
  };
}
