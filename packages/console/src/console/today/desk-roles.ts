import type { Role } from '@bos/kernel/role';

/**
 * Who sees the desk's day. What counts is the policy, which a browser does not load; a test holds the two together.
 */
const DESK_ROLES: ReadonlySet<Role> = new Set<Role>(['admin', 'manager', 'front_desk', 'concierge']);

export function seesTheDay(roles: readonly Role[]): boolean {
  return roles.some((role) => DESK_ROLES.has(role));
}

/** For whom the day is what they work by: it is what they see first. */
export function worksAtDesk(roles: readonly Role[]): boolean {
  return roles.some((role) => role === 'front_desk' || role === 'concierge');
}
