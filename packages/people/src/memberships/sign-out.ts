import { notFound } from '@bos/kernel/errors';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { assertMayGrant, type Granter } from './assert-may-grant.ts';
import { membershipEntity } from './membership.ts';
import { type ChangeOfRights, type MembershipDependencies, replaceMembership } from './write-membership.ts';

export interface SignOutCommand {
  readonly buildingId: string;
  readonly userId: string;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
}

/**
 * Ends every session of a member in this building: tokens issued up to now are refused. Everybody may do it to
 * themselves, and who gives roles to those who have them. Throws PERSON_NOT_FOUND and ROLE_BEYOND_YOURS.
 */
export async function signOutEverywhere(
  deps: MembershipDependencies,
  { buildingId, userId, granter, changedBy }: SignOutCommand,
): Promise<void> {
  await retryConflicts(async () => {
    const before = await deps.table.get(membershipEntity, { buildingId, userId });
    if (before === undefined) throw notFound('person', userId);
    if (granter.userId !== userId) assertMayGrant(granter, before.roles);
    const after = { ...before, tokensValidFrom: changedBy.at.toISOString() };
    await deps.table.write(await replaceMembership(deps, before, after, changedBy));
  });
}
