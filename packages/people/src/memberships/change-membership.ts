import { isDeepStrictEqual } from 'node:util';
import { DomainError, isDomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { expectVersion, type WriteOperation } from '@bos/table/write';
import { assertMayGrant, assertNotOneself, type Granter } from './assert-may-grant.ts';
import { RUNNING_ROLES } from './grants.ts';
import { isInForce, type Membership, membershipEntity } from './membership.ts';
import { createMembershipStore } from './membership-store.ts';
import { type ChangeOfRights, type MembershipDependencies, replaceMembership } from './write-membership.ts';

/** What is to be different; what is left out stays. `null` takes a date away. */
export interface MembershipChange {
  readonly displayName?: string | undefined;
  readonly status?: 'active' | 'suspended' | 'ended' | undefined;
  readonly roles?: Membership['roles'] | undefined;
  readonly unitIds?: Membership['unitIds'] | undefined;
  readonly validFrom?: string | null | undefined;
  readonly validUntil?: string | null | undefined;
}

export interface ChangeMembershipCommand {
  readonly buildingId: string;
  readonly userId: string;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
  readonly change: MembershipChange;
  /** The version that the granter saw; any when not given. */
  readonly expectedVersion?: number;
}

/** The membership after the change; who has left has neither roles nor units, and what they did stays. */
function changed(before: Membership, change: MembershipChange): Membership {
  const { validFrom, validUntil, ...rest } = before;
  const from = change.validFrom === undefined ? validFrom : (change.validFrom ?? undefined);
  const until = change.validUntil === undefined ? validUntil : (change.validUntil ?? undefined);
  if (change.status === 'ended') return { ...before, status: 'ended', roles: [], unitIds: [] };
  return {
    ...rest,
    status: change.status ?? before.status,
    roles: change.roles ?? before.roles,
    unitIds: change.unitIds ?? before.unitIds,
    ...(change.displayName !== undefined && { displayName: change.displayName }),
    ...(from !== undefined && { validFrom: from }),
    ...(until !== undefined && { validUntil: until }),
  };
}

const runs = ({ roles }: Membership): boolean => roles.some((role) => RUNNING_ROLES.includes(role));

/** Without end: who leaves next week is not counted upon. */
const runsForGood = (membership: Membership, at: Date): boolean =>
  runs(membership) && isInForce(membership, at) && membership.validUntil === undefined;

/**
 * Holds on to one of those who remain, in the same transaction: of two managers who end each other at once, one stays.
 * Throws LAST_MANAGER.
 */
async function keepRunning(
  { table }: MembershipDependencies,
  before: Membership,
  after: Membership,
  at: Date,
): Promise<WriteOperation[]> {
  if (!runsForGood(before, at) || runsForGood(after, at)) return [];
  const { buildingId, userId } = before;
  const store = createMembershipStore(table);
  const found = (await Promise.all(RUNNING_ROLES.map((role) => store.listByRole(buildingId, role)))).flat();
  for (const { userId: other } of found.filter((member) => member.userId !== userId)) {
    // The index may lag behind: what counts is read from the table.
    const member = await store.get(buildingId, other);
    if (member !== undefined && runsForGood(member, at)) {
      return [expectVersion(membershipEntity, { buildingId, userId: other }, member.version)];
    }
  }
  throw new DomainError('conflict', 'LAST_MANAGER', `${userId} is the last who runs the building.`);
}

/** Throws MEMBERSHIP_CHANGE_REFUSED for what makes no sense. */
function assertSense({ status, mergedInto }: Membership, change: MembershipChange, after: Membership): void {
  const refuse = (why: string) => new DomainError('conflict', 'MEMBERSHIP_CHANGE_REFUSED', why);
  if (mergedInto !== undefined) throw refuse(`They are one with ${mergedInto}: undo that first.`);
  if (change.status === 'ended' && status === 'ended') throw refuse('They have left already.');
  if (status === 'ended' && change.status === undefined) throw refuse('They have left: let them in again first.');
  if (status === 'unverified' && change.status === 'suspended') throw refuse('They have no right to suspend.');
  if (after.status === 'active' && after.roles.length === 0) throw refuse('A member in force has a role.');
  if (after.validFrom !== undefined && after.validUntil !== undefined && after.validUntil <= after.validFrom) {
    throw refuse('It ends before it begins.');
  }
}

/**
 * Changes what somebody is in a building, or ends it. Throws PERSON_NOT_FOUND, OWN_RIGHTS, ROLE_BEYOND_YOURS,
 * MEMBERSHIP_CHANGE_REFUSED, LAST_MANAGER, and MEMBERSHIP_CHANGED_MEANWHILE when it is not at the expected version.
 */
export async function changeMembership(
  deps: MembershipDependencies,
  command: ChangeMembershipCommand,
): Promise<Stored<Membership>> {
  const { buildingId, userId, granter, changedBy, change, expectedVersion } = command;
  const before = await deps.table.get(membershipEntity, { buildingId, userId });
  if (before === undefined) throw notFound('person', userId);
  const after = changed(before, change);
  const rightsBefore = { ...before, displayName: undefined };
  const rightsAfter = { ...after, displayName: undefined };
  if (!isDeepStrictEqual(rightsBefore, rightsAfter)) assertNotOneself(granter, userId);
  assertMayGrant(granter, [...before.roles, ...after.roles]);
  if (expectedVersion !== undefined && expectedVersion !== before.version) throw changedMeanwhile(userId);
  assertSense(before, change, after);
  const remaining = await keepRunning(deps, before, after, changedBy.at);
  try {
    await deps.table.write([...(await replaceMembership(deps, before, after, changedBy)), ...remaining]);
  } catch (error) {
    throw isDomainError(error, 'WRITE_CONFLICT') ? changedMeanwhile(userId, error) : error;
  }
  const { version, createdAt } = before;
  return { ...after, version: version + 1, createdAt, updatedAt: changedBy.at.toISOString() };
}

function changedMeanwhile(userId: string, cause?: unknown): DomainError {
  const text = `The membership of ${userId} was changed meanwhile.`;
  return new DomainError('precondition_failed', 'MEMBERSHIP_CHANGED_MEANWHILE', text, { cause });
}
