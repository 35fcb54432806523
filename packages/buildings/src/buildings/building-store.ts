import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Building, buildingEntity } from './building.ts';

export interface BuildingStore {
  get(buildingId: string): Promise<Stored<Building> | undefined>;
  /** At most 100, in the order of their ids; unknown ones are left out. */
  getMany(buildingIds: readonly string[]): Promise<Stored<Building>[]>;
  /** Every building, for background work. From an index: one that was just made may be missing for a moment. */
  listAll(): Promise<Stored<Building>[]>;
}

const PAGE = 100;

export function createBuildingStore(table: Table): BuildingStore {
  return {
    get: (buildingId) => table.get(buildingEntity, { buildingId }),
    async getMany(buildingIds) {
      const found = await table.getMany(
        buildingEntity,
        buildingIds.map((buildingId) => ({ buildingId })),
      );
      return found.sort((a, b) => (a.buildingId < b.buildingId ? -1 : 1));
    },
    async listAll() {
      const buildings: Stored<Building>[] = [];
      let cursor: string | undefined;
      do {
        const options = { index: 'GSI1', limit: PAGE, ...(cursor !== undefined && { cursor }) } as const;
        const page = await table.list(buildingEntity, {}, options);
        buildings.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return buildings;
    },
  };
}
