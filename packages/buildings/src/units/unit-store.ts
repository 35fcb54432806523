import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Unit, unitEntity } from './unit.ts';

export interface UnitStore {
  get(buildingId: string, unitId: string): Promise<Stored<Unit> | undefined>;
  /** At most 100; unknown ones are left out. */
  getMany(buildingId: string, unitIds: readonly string[]): Promise<Stored<Unit>[]>;
  /** By unit id. */
  list(buildingId: string, page?: Pick<ListOptions, 'limit' | 'cursor'>): Promise<Page<Stored<Unit>>>;
}

export function createUnitStore(table: Table): UnitStore {
  return {
    get: (buildingId, unitId) => table.get(unitEntity, { buildingId, unitId }),
    getMany: (buildingId, unitIds) =>
      table.getMany(
        unitEntity,
        unitIds.map((unitId) => ({ buildingId, unitId })),
      ),
    list: (buildingId, page = {}) => table.list(unitEntity, { buildingId }, page),
  };
}
