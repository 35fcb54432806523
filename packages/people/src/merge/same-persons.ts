import type { Table } from '@bos/table/table';
import { membershipEntity } from '../memberships/membership.ts';
import { idsOfMember } from './merge-store.ts';

/**
 * The other ids of a person in these buildings: of whoever they were merged into, and of all who were merged into that
 * one.
 */
export async function samePersons(table: Table, userId: string, buildingIds: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    buildingIds.map(async (buildingId) => {
      const membership = await table.get(membershipEntity, { buildingId, userId });
      return idsOfMember(table, buildingId, membership?.mergedInto ?? userId);
    }),
  );
  return [...new Set(found.flat())].filter((id) => id !== userId);
}
