import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Membership, membershipEntity } from './membership.ts';

/**
 * The membership itself, or that of the member with whom it was found to be one person. One more request where there is
 * one, and none for everybody else. Nobody who was merged into another has others merged into them: one step suffices.
 */
export async function followMerge(table: Table, membership: Stored<Membership>): Promise<Stored<Membership>> {
  const { buildingId, mergedInto } = membership;
  if (mergedInto === undefined) return membership;
  return (await table.get(membershipEntity, { buildingId, userId: mergedInto })) ?? membership;
}
