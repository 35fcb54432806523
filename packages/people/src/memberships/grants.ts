import { isRole, ROLES, type Role } from '@bos/kernel/role';

/**
 * Which roles somebody may give, change or take away, by their own: nobody grants above themselves. The desk lets people
 * in who live or stay in the building; who works there is the manager's to say.
 */
const GRANTS: Readonly<Record<Role, readonly Role[]>> = {
  admin: ROLES,
  manager: ROLES.filter((role) => role !== 'admin'),
  front_desk: ['resident', 'owner', 'guest', 'provider'],
  concierge: ['guest'],
  housekeeping: [],
  maintenance: [],
  developer: [],
  viewer: [],
  resident: [],
  owner: [],
  guest: [],
  provider: [],
};

/** The roles without which a building cannot be run: one member in force keeps one of them. */
export const RUNNING_ROLES: readonly Role[] = ['admin', 'manager'];

/** Of these roles, those that holders of `own` may not give or take away. Empty: they may. */
export function beyondGrant(own: readonly string[], roles: readonly Role[]): Role[] {
  const grantable = new Set(own.filter(isRole).flatMap((role) => GRANTS[role]));
  return [...new Set(roles)].filter((role) => !grantable.has(role));
}
