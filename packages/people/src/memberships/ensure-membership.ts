import { isDomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { followMerge } from './follow-merge.ts';
import { type Membership, membershipEntity } from './membership.ts';
import { createMembership, type MembershipDependencies } from './write-membership.ts';

export interface EnsureMembership {
  readonly buildingId: string;
  readonly userId: string;
  readonly displayName?: string;
}

/**
 * The person's membership in that building; somebody who has none gets one that is `unverified` and gives no right.
 * Of somebody who was merged into another member it is that one's. Two workers at once make one.
 */
export async function ensureMembership(
  { table, blindIndex }: MembershipDependencies,
  { buildingId, userId, displayName }: EnsureMembership,
): Promise<Stored<Membership>> {
  const known = await table.get(membershipEntity, { buildingId, userId });
  if (known) return followMerge(table, known);
  const membership: Membership = {
    buildingId,
    userId,
    status: 'unverified',
    roles: [],
    unitIds: [],
    ...(displayName !== undefined && { displayName }),
  };
  try {
    await table.write(await createMembership({ blindIndex }, membership));
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
  }
  const made = await table.get(membershipEntity, { buildingId, userId });
  if (!made) throw new Error('a membership that was just written is gone');
  return made;
}
