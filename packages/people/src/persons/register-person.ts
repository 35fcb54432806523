import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { assertMayGrant, assertNotOneself, type Granter } from '../memberships/assert-may-grant.ts';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import {
  type ChangeOfRights,
  createMembership,
  type MembershipDependencies,
  replaceMembership,
} from '../memberships/write-membership.ts';
import { type NewPerson, settlePerson } from './settle-person.ts';

export interface RegisterPersonCommand {
  readonly person: NewPerson;
  readonly membership: Pick<Membership, 'buildingId' | 'roles' | 'unitIds' | 'validFrom' | 'validUntil'>;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
  /** Whether it may have been carried out before: then a member who is just that already is the answer. */
  readonly mayRepeat: boolean;
}

/** Whether somebody is already what they are to become. */
function isJustThat(before: Membership, { membership, person }: RegisterPersonCommand): boolean {
  const asked = { ...membership, displayName: person.displayName, status: 'active' };
  const { roles, unitIds, validFrom, validUntil, buildingId, displayName, status } = before;
  const present = {
    buildingId,
    roles,
    unitIds,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    displayName,
    status,
  };
  return isDeepStrictEqual(asked, present);
}

/**
 * Makes somebody a member of a building: a person whom nobody knows, one who is known elsewhere, or one who wrote and had
 * no right yet. The directory is written first; what was cut short is completed by the same command. Throws
 * ROLE_BEYOND_YOURS, INVALID_INPUT and PERSON_IS_MEMBER.
 */
export async function registerPerson(
  deps: MembershipDependencies,
  command: RegisterPersonCommand,
): Promise<Stored<Membership>> {
  const { person, membership, granter, changedBy, mayRepeat } = command;
  const { buildingId } = membership;
  assertMayGrant(granter, membership.roles);
  const userId = await settlePerson(deps, person);
  const before = await deps.table.get(membershipEntity, { buildingId, userId });
  if (before !== undefined && (userId === person.userId || (mayRepeat && isJustThat(before, command)))) return before;
  if (before !== undefined && before.status !== 'unverified') {
    throw new DomainError('conflict', 'PERSON_IS_MEMBER', `${userId} is a member already, ${before.status}.`);
  }
  assertNotOneself(granter, userId);
  const member: Membership = { ...membership, userId, status: 'active', displayName: person.displayName };
  await deps.table.write(
    before === undefined
      ? await createMembership(deps, member, changedBy)
      : await replaceMembership(deps, before, member, changedBy),
  );
  const made = await deps.table.get(membershipEntity, { buildingId, userId });
  if (made === undefined) throw new Error('a membership that was just written is gone');
  return made;
}
