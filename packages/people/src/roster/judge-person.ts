import { isDeepStrictEqual } from 'node:util';
import { ROLES } from '@bos/kernel/role';
import type { Granter } from '../memberships/assert-may-grant.ts';
import { beyondGrant } from '../memberships/grants.ts';
import type { Membership } from '../memberships/membership.ts';
import type { Column } from './columns.ts';
import type { RosterPerson } from './read-roster.ts';

/** What a roster makes of somebody's membership. */
export type PersonVerdict =
  | { readonly act: 'add' | 'change'; readonly after: Membership }
  | { readonly act: 'unchanged' }
  | { readonly act: 'refused'; readonly column: Column | ''; readonly rule: string };

const refused = (column: Column | '', rule: string): PersonVerdict => ({ act: 'refused', column, rule });

/** Whether nothing of a former membership holds any more: then what the file says is all. */
function isOver({ status, validUntil }: Membership, at: Date): boolean {
  if (status === 'ended' || status === 'unverified') return true;
  return validUntil !== undefined && Date.parse(validUntil) <= at.getTime();
}

function begun(before: Membership, { roles, unitIds, displayName }: RosterPerson): Membership {
  const { validFrom: _from, validUntil: _until, ...rest } = before;
  const name = before.displayName ?? displayName;
  return { ...rest, status: 'active', roles: [...roles], unitIds: [...unitIds], displayName: name };
}

/** Roles and units are added to those that they have; a roster takes nothing away. */
function widened(before: Membership, { roles, unitIds }: RosterPerson): Membership {
  const all = new Set([...before.roles, ...roles]);
  return {
    ...before,
    roles: ROLES.filter((role) => all.has(role)),
    unitIds: [...new Set([...before.unitIds, ...unitIds])],
  };
}

export interface JudgePerson {
  readonly buildingId: string;
  readonly userId: string;
  readonly present: Membership | undefined;
  readonly wanted: RosterPerson;
  readonly granter: Granter;
  readonly at: Date;
}

/**
 * Nobody is taken anything by a roster, nobody decides about themselves by one, and nobody gives by one what they could
 * not give by hand. What was decided about somebody, such as a suspension or an end, is left to whoever decided it.
 */
export function judgePerson({ buildingId, userId, present, wanted, granter, at }: JudgePerson): PersonVerdict {
  const beyond = beyondGrant(
    granter.roles,
    wanted.roles.filter((role) => !present?.roles.includes(role)),
  );
  if (beyond.length > 0) return refused('role', `not yours to give: ${beyond.join(', ')}`);
  if (present === undefined) {
    const { roles, unitIds, displayName } = wanted;
    return {
      act: 'add',
      after: { buildingId, userId, status: 'active', roles: [...roles], unitIds: [...unitIds], displayName },
    };
  }
  if (present.mergedInto !== undefined) return refused('', 'they are one with somebody else: use that address');
  if (present.status === 'suspended') return refused('', 'their membership is suspended: decide that first');
  const over = isOver(present, at);
  const after = over ? begun(present, wanted) : widened(present, wanted);
  const same =
    isDeepStrictEqual(new Set(after.roles), new Set(present.roles)) &&
    isDeepStrictEqual(after.unitIds, present.unitIds);
  if (!over && same) return { act: 'unchanged' };
  if (!over && (present.validFrom ?? present.validUntil) !== undefined)
    return refused('', 'their membership has dates: change it by hand');
  if (userId === granter.userId) return refused('', 'nobody decides about their own rights');
  return { act: 'change', after };
}
