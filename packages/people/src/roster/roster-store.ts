import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { type RosterImport, rosterImportEntity } from './roster-import.ts';
import { type RosterStep, rosterStepEntity } from './roster-step.ts';

export interface RosterStore {
  get(buildingId: string, importId: string): Promise<Stored<RosterImport> | undefined>;
  /** Everything that an import did; one request for each 100. */
  steps(buildingId: string, importId: string): Promise<Stored<RosterStep>[]>;
}

const PAGE = 100;

export function createRosterStore(table: Pick<Table, 'get' | 'list'>): RosterStore {
  return {
    get: (buildingId, importId) => table.get(rosterImportEntity, { buildingId, importId }),
    steps: (buildingId, importId) =>
      listWhile(
        (cursor) =>
          table.list(
            rosterStepEntity,
            { buildingId, importId },
            { limit: PAGE, consistent: true, ...(cursor !== undefined && { cursor }) },
          ),
        () => true,
        Number.POSITIVE_INFINITY,
      ),
  };
}
