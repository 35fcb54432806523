import { isDomainError } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import { create, replace } from '@bos/table/write';
import { beyondGrant } from '../memberships/grants.ts';
import { isInForce, membershipEntity } from '../memberships/membership.ts';
import type { MembershipDependencies } from '../memberships/write-membership.ts';
import { type MergeInStatus, mergeEntity } from '../merge/merge.ts';
import { assertMergeable } from '../merge/merge-rules.ts';
import { beforeOf, mergeAway, mergeRecords } from '../merge/merge-writes.ts';
import { forgetFailures } from './attempts.ts';
import { type Claimant, changeOf, type Proof, prove } from './proof.ts';
import { codeHashes, type VerificationCode, verificationCodeEntity } from './verification-code.ts';

async function findCode(
  { table, blindIndex }: MembershipDependencies,
  buildingId: string,
  code: string,
): Promise<Stored<VerificationCode> | undefined> {
  const hashes = await codeHashes(blindIndex, buildingId, code);
  const found = await Promise.all(
    hashes.map((codeHash) => table.get(verificationCodeEntity, { buildingId, codeHash })),
  );
  return found.find((one) => one !== undefined);
}

/** The claimant and whom the code proves; undefined when it proves nobody, or nobody any more. */
async function provenBy(deps: MembershipDependencies, { membership, at }: Claimant, code: string) {
  const { buildingId } = membership;
  const found = await findCode(deps, buildingId, code);
  if (found === undefined || found.claimedAt !== undefined || found.expiresAt <= at.toISOString()) return undefined;
  const [surviving, issuer] = await Promise.all(
    [found.userId, found.issuedBy].map((userId) => deps.table.get(membershipEntity, { buildingId, userId })),
  );
  if (surviving?.roles.every((role) => found.roles.includes(role)) !== true) return undefined;
  // Whoever was dismissed vouches for nobody any more.
  if (issuer === undefined || !isInForce(issuer, at) || beyondGrant(issuer.roles, surviving.roles).length > 0) {
    return undefined;
  }
  const pair = { surviving, merged: membership };
  try {
    await assertMergeable(deps.table, pair);
    return { found, pair };
  } catch (error) {
    if (isDomainError(error, 'MERGE_REFUSED')) return undefined;
    throw error;
  }
}

/**
 * Takes the claimant for the member for whom the desk made that code: from the next message on they are that member, and
 * what they said before is found under both. A code counts once, only while its member has no more rights than when it was
 * made, and only while whoever made it may still give them.
 */
export function verifyByCode(deps: MembershipDependencies, claimant: Claimant, code: string): Promise<Proof> {
  return prove(deps, claimant, 'code', async (attempts) => {
    const proven = await provenBy(deps, claimant, code);
    if (proven === undefined) return undefined;
    const { found, pair } = proven;
    const { membership, messageId, at } = claimant;
    const time = at.toISOString();
    const merge: MergeInStatus<'in_force'> = {
      status: 'in_force',
      buildingId: membership.buildingId,
      mergeId: deterministicId(at, 'merge', messageId),
      userId: found.userId,
      mergedUserId: membership.userId,
      how: 'code',
      proposedBy: found.issuedBy,
      proposedAt: time,
      expiresAt: found.expiresAt,
      decidedBy: membership.userId,
      decidedAt: time,
      before: beforeOf(membership),
    };
    const changedBy = changeOf(claimant);
    const writes = [
      replace(verificationCodeEntity, found, { ...found, claimedBy: membership.userId, claimedAt: time }),
      create(mergeEntity, merge),
      ...(await mergeAway(deps, pair, changedBy)),
      ...mergeRecords(changedBy, merge, 'in_force'),
      ...forgetFailures(attempts),
    ];
    return { isNow: found.userId, writes };
  });
}
