import { DAY } from '@bos/kernel/clock';
import { DomainError, isDomainError, notFound } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { replace, type WriteOperation } from '@bos/table/write';
import { assertMayGrant, assertNotOneself, type Granter } from '../memberships/assert-may-grant.ts';
import type { Membership } from '../memberships/membership.ts';
import {
  type ChangeOfRights,
  type MembershipDependencies,
  replaceMembership,
} from '../memberships/write-membership.ts';
import { MERGE_TRANSITIONS, type Merge, mergeEntity } from './merge.ts';
import { assertMergeable, mergeRefused, readPair } from './merge-rules.ts';
import { beforeOf, mergeAway, mergeRecords } from './merge-writes.ts';

/** So long a merge can be taken back. */
const UNDOING_LASTS = 7 * DAY;

export interface DecideMergeCommand {
  readonly buildingId: string;
  readonly mergeId: string;
  readonly decision: 'approve' | 'refuse' | 'undo';
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
}

const FOLLOWING = { approve: 'in_force', refuse: 'refused', undo: 'undone' } as const;

interface Outcome {
  readonly after: Merge;
  readonly writes: readonly WriteOperation[];
}

async function approved(deps: MembershipDependencies, merge: Merge, command: DecideMergeCommand): Promise<Outcome> {
  const { granter, changedBy } = command;
  if (merge.status !== 'proposed') throw new RangeError('only a proposal is approved');
  if (merge.proposedBy === granter.userId) {
    throw new DomainError('forbidden', 'SECOND_PERSON_NEEDED', 'Somebody other than who proposed it decides.');
  }
  if (merge.expiresAt <= changedBy.at.toISOString()) throw mergeRefused('The proposal has expired.');
  const pair = await readPair(deps.table, merge);
  assertMayGrant(granter, [...pair.surviving.roles, ...pair.merged.roles]);
  await assertMergeable(deps.table, pair);
  const after: Merge = {
    ...merge,
    status: 'in_force',
    decidedBy: granter.userId,
    decidedAt: changedBy.at.toISOString(),
    before: beforeOf(pair.merged),
  };
  return { after, writes: await mergeAway(deps, pair, changedBy) };
}

async function undone(deps: MembershipDependencies, merge: Merge, command: DecideMergeCommand): Promise<Outcome> {
  const { granter, changedBy } = command;
  if (merge.status !== 'in_force') throw new RangeError('only what is in force is undone');
  if (Date.parse(merge.decidedAt) + UNDOING_LASTS <= changedBy.at.getTime()) {
    throw mergeRefused('It can no longer be undone.');
  }
  const { surviving, merged } = await readPair(deps.table, merge);
  assertMayGrant(granter, [...surviving.roles, ...merge.before.roles]);
  const { mergedInto: _into, ...rest } = merged;
  const back: Membership = { ...rest, ...merge.before };
  const after: Merge = {
    ...merge,
    status: 'undone',
    undoneBy: granter.userId,
    undoneAt: changedBy.at.toISOString(),
  };
  return { after, writes: await replaceMembership(deps, merged, back, changedBy) };
}

/** Who could not have given the roles of who remains has no say. */
async function refused(deps: MembershipDependencies, merge: Merge, command: DecideMergeCommand): Promise<Outcome> {
  const { granter, changedBy } = command;
  if (merge.status !== 'proposed') throw new RangeError('only a proposal is refused');
  const { surviving } = await readPair(deps.table, merge);
  assertMayGrant(granter, surviving.roles);
  const decidedAt = changedBy.at.toISOString();
  return { after: { ...merge, status: 'refused', decidedBy: granter.userId, decidedAt }, writes: [] };
}

const DECIDE = { approve: approved, refuse: refused, undo: undone } as const;

/**
 * Lets a merge come into force, refuses it, or takes it back within seven days. The same decision again changes nothing.
 * Throws MERGE_NOT_FOUND, MERGE_TRANSITION_REFUSED, SECOND_PERSON_NEEDED, OWN_RIGHTS, ROLE_BEYOND_YOURS, MERGE_REFUSED,
 * and MERGE_CHANGED_MEANWHILE.
 */
export async function decideMerge(deps: MembershipDependencies, command: DecideMergeCommand): Promise<Stored<Merge>> {
  const { buildingId, mergeId, decision, granter, changedBy } = command;
  const merge = await deps.table.get(mergeEntity, { buildingId, mergeId });
  if (merge === undefined) throw notFound('merge', mergeId);
  for (const id of [merge.userId, merge.mergedUserId]) assertNotOneself(granter, id);
  if (merge.status === FOLLOWING[decision]) return merge;
  assertMove(MERGE_TRANSITIONS, 'merge', merge.status, FOLLOWING[decision]);
  const { after, writes } = await DECIDE[decision](deps, merge, command);
  try {
    const records = mergeRecords(changedBy, merge, after.status);
    await deps.table.write([replace(mergeEntity, merge, after), ...writes, ...records]);
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    const text = `Merge ${mergeId} or one of the two was changed meanwhile.`;
    throw new DomainError('conflict', 'MERGE_CHANGED_MEANWHILE', text, { cause: error });
  }
  const { version, createdAt } = merge;
  return { ...after, version: version + 1, createdAt, updatedAt: changedBy.at.toISOString() };
}
