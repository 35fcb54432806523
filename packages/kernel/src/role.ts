import * as z from 'zod';

/** The roles that every building has. What each may do is governance's table. */
export const ROLES = [
  'admin',
  'manager',
  'front_desk',
  'concierge',
  'housekeeping',
  'maintenance',
  'developer',
  'viewer',
  'resident',
  'owner',
  'guest',
  'provider',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
