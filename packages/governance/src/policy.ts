import type { Authoriser } from '@bos/http/principal';
import { isRole, ROLES, type Role } from '@bos/kernel/role';
import { isPermission, type KnownPermission, PERMISSIONS_OF } from './permissions.ts';

/** Whether something is allowed, and why, in words for an audit record. `by` is the role that allows it. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
  readonly by?: Role;
}

const SETS: ReadonlyMap<Role, ReadonlySet<string>> = new Map(
  ROLES.map((role) => [role, new Set<string>(PERMISSIONS_OF[role])]),
);

/**
 * Decides by the roles of an active membership; whether it is active is checked where memberships are read.
 * Denied by default: an unknown role adds nothing, an unknown permission is nobody's.
 */
export function decide(roles: readonly string[], permission: string): Decision {
  if (!isPermission(permission)) return { allowed: false, reason: `${permission} is not a permission.` };
  const by = roles.find((role): role is Role => isRole(role) && SETS.get(role)?.has(permission) === true);
  if (by) return { allowed: true, reason: `The role ${by} has ${permission}.`, by };
  if (roles.length === 0) return { allowed: false, reason: 'The person has no role in this building.' };
  const named = roles.map((role) => (isRole(role) ? role : `${role} (unknown)`)).join(', ');
  return {
    allowed: false,
    reason: `No role among ${named} has ${permission}; roles that have it: ${holders(permission)}.`,
  };
}

/** The policy as the API asks for it. */
export const authorise: Authoriser = (roles, permission) => decide(roles, permission).allowed;

/** Whether somebody is limited to what is their own: `ownOnly(roles, 'tickets:read')`. */
export function ownOnly(roles: readonly string[], permission: KnownPermission): boolean {
  return !decide(roles, permission).allowed;
}

function holders(permission: KnownPermission): string {
  return ROLES.filter((role) => SETS.get(role)?.has(permission)).join(', ');
}
