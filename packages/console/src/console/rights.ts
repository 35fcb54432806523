import type { Role } from '@bos/kernel/role';

/**
 * Which roles have what the console offers. What counts is the policy, which a browser does not load; a test holds the two
 * together.
 */
const ROLES_WITH = {
  'days:read': ['admin', 'manager', 'front_desk', 'concierge'],
  'reservations:manage': ['admin', 'manager', 'front_desk', 'concierge'],
  'missions:cancel': ['admin', 'manager', 'front_desk'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type ConsoleRight = keyof typeof ROLES_WITH;
export const CONSOLE_RIGHTS: readonly ConsoleRight[] = ['days:read', 'reservations:manage', 'missions:cancel'];

export function may(roles: readonly Role[], right: ConsoleRight): boolean {
  const holders: readonly Role[] = ROLES_WITH[right];
  return roles.some((role) => holders.includes(role));
}

/** For whom the day is what they work by: it is what they see first. */
export function worksAtDesk(roles: readonly Role[]): boolean {
  return roles.some((role) => role === 'front_desk' || role === 'concierge');
}
