import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { type Building, buildingEntity } from './building.ts';

export interface BuildingStore {
  get(buildingId: string): Promise<Stored<Building> | undefined>;
  /** In the order of their ids; unknown ones are left out. */
  getMany(buildingIds: readonly string[]): Promise<Stored<Building>[]>;
  /** Every building, for background work. From an index: one that was just made may be missing for a moment. */
  listAll(): Promise<Stored<Building>[]>;
}

const PAGE = 100;

export function createBuildingStore(table: Table): BuildingStore {
  const readPage = (cursor: string | undefined) =>
    table.list(buildingEntity, {}, { index: 'GSI1', limit: PAGE, ...(cursor !== undefined && { cursor }) });
  return {
    get: (buildingId) => table.get(buildingEntity, { buildingId }),
    async getMany(buildingIds) {
      const found = await table.getMany(
        buildingEntity,
        buildingIds.map((buildingId) => ({ buildingId })),
      );
      return found.sort((a, b) => (a.buildingId < b.buildingId ? -1 : 1));
    },
    listAll: () => listWhile(readPage, () => true, Number.POSITIVE_INFINITY),
  };
}
