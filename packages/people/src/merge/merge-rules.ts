import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { RUNNING_ROLES } from '../memberships/grants.ts';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import { createMergeStore } from './merge-store.ts';

export interface Pair {
  readonly surviving: Stored<Membership>;
  readonly merged: Stored<Membership>;
}

export function mergeRefused(why: string): DomainError {
  return new DomainError('conflict', 'MERGE_REFUSED', why);
}

/** Both memberships as they stand. Throws PERSON_NOT_FOUND. */
export async function readPair(
  table: Table,
  { buildingId, userId, mergedUserId }: { readonly buildingId: string; userId: string; mergedUserId: string },
): Promise<Pair> {
  const [surviving, merged] = await Promise.all(
    [userId, mergedUserId].map((id) => table.get(membershipEntity, { buildingId, userId: id })),
  );
  if (surviving === undefined) throw notFound('person', userId);
  if (merged === undefined) throw notFound('person', mergedUserId);
  return { surviving, merged };
}

/**
 * Whether these two can be one. Chains are refused, so that one look always finds who remains; and nobody who runs the
 * building is merged away. Throws MERGE_REFUSED.
 */
export async function assertMergeable(table: Table, { surviving, merged }: Pair): Promise<void> {
  if (surviving.userId === merged.userId) throw mergeRefused('Nobody is merged into themselves.');
  if (surviving.status !== 'active') throw mergeRefused('Who remains must be a member in force.');
  if (surviving.mergedInto !== undefined || merged.mergedInto !== undefined) {
    throw mergeRefused('One of them is merged into somebody already.');
  }
  if (merged.roles.some((role) => RUNNING_ROLES.includes(role))) {
    throw mergeRefused('Who runs the building must be the one who remains.');
  }
  const others = await createMergeStore(table).listOfUser(merged.buildingId, merged.userId);
  if (others.some(({ status }) => status === 'in_force')) throw mergeRefused('Others are merged into the one to go.');
}
