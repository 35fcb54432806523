import { DAY } from '@bos/kernel/clock';
import type { Stored } from '@bos/table/entity';
import { create, WriteConflictError } from '@bos/table/write';
import { assertMayGrant, assertNotOneself, type Granter } from '../memberships/assert-may-grant.ts';
import type { ChangeOfRights, MembershipDependencies } from '../memberships/write-membership.ts';
import { type Merge, mergeEntity } from './merge.ts';
import { assertMergeable, readPair } from './merge-rules.ts';
import { mergeRecords } from './merge-writes.ts';

/** How long a proposal waits for its second pair of eyes. */
const PROPOSAL_LASTS = 3 * DAY;

export interface ProposeMergeCommand {
  readonly buildingId: string;
  /** The same again is the same proposal. */
  readonly mergeId: string;
  readonly userId: string;
  readonly mergedUserId: string;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
}

/**
 * Says that two members are one person; nothing changes until somebody else agrees. Throws PERSON_NOT_FOUND, OWN_RIGHTS,
 * ROLE_BEYOND_YOURS for whoever could not have given the roles of both, and MERGE_REFUSED.
 */
export async function proposeMerge(
  { table }: Pick<MembershipDependencies, 'table'>,
  command: ProposeMergeCommand,
): Promise<Stored<Merge>> {
  const { buildingId, mergeId, userId, mergedUserId, granter, changedBy } = command;
  const pair = await readPair(table, command);
  for (const id of [userId, mergedUserId]) assertNotOneself(granter, id);
  assertMayGrant(granter, [...pair.surviving.roles, ...pair.merged.roles]);
  await assertMergeable(table, pair);
  const { at } = changedBy;
  const merge: Merge = {
    status: 'proposed',
    buildingId,
    mergeId,
    userId,
    mergedUserId,
    how: 'staff',
    proposedBy: granter.userId,
    proposedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + PROPOSAL_LASTS).toISOString(),
  };
  try {
    await table.write([create(mergeEntity, merge), ...mergeRecords(changedBy, merge, 'proposed')]);
  } catch (error) {
    const existing = await table.get(mergeEntity, { buildingId, mergeId });
    if (!(error instanceof WriteConflictError) || existing === undefined) throw error;
    return existing;
  }
  const time = at.toISOString();
  return { ...merge, version: 1, createdAt: time, updatedAt: time };
}
