import type { Role } from '@bos/kernel/role';

/**
 * Everything that may be allowed, as `resource:action`. An action that ends in `_own` reaches only what belongs to
 * the person: who has `tickets:read_own` but not `tickets:read` sees own tickets alone, and the use case filters.
 */
export const PERMISSIONS = [
  'buildings:read',
  'buildings:update',
  'vendors:read',
  'units:read',
  'units:update',
  'people:read',
  'people:register',
  'people:update',
  'people:export',
  'people:erase',
  'conversations:read',
  'conversations:reply',
  'conversations:take_over',
  'messages:read',
  'missions:read',
  'missions:read_own',
  'missions:cancel',
  'approvals:decide',
  'tickets:read',
  'tickets:read_own',
  'tickets:open',
  'tickets:update',
  'tickets:close',
  'tickets:assign',
  'tasks:read',
  'tasks:work',
  'tasks:manage',
  'notifications:read_own',
  'devices:read',
  'devices:configure',
  'devices:command',
  'devices:simulate',
  'doors:open_common',
  'doors:open_own_unit',
  'doors:open_any',
  'elevators:call',
  'credentials:read',
  'credentials:read_own',
  'credentials:issue',
  'credentials:revoke',
  'visitors:read',
  'visitors:read_own',
  'visitors:announce',
  'visitors:update',
  'parcels:read',
  'parcels:read_own',
  'parcels:update',
  'days:read',
  'access_log:read',
  'reservations:read',
  'reservations:manage',
  'queues:read',
  'audit:read',
] as const;

export type KnownPermission = (typeof PERMISSIONS)[number];

export function isPermission(text: string): text is KnownPermission {
  return PERMISSIONS.some((permission) => permission === text);
}

/** What everybody with a role in the building may do. */
const ANYBODY = ['buildings:read', 'tickets:read_own', 'notifications:read_own', 'credentials:read_own'] as const;

/** People who live or stay in a unit, or own it. Which unit is theirs is read from the membership. */
const OCCUPANT = [
  ...ANYBODY,
  'missions:read_own',
  'tickets:open',
  'devices:command',
  'doors:open_common',
  'doors:open_own_unit',
  'elevators:call',
  'visitors:read_own',
  'parcels:read_own',
] as const;

/** Guests let nobody in: whom they expect, the desk announces. */
const HOST = [...OCCUPANT, 'visitors:announce'] as const;

/** People who work on site and move through the building. */
const ON_SITE = [
  ...ANYBODY,
  'units:read',
  'missions:read_own',
  'tickets:read',
  'tickets:open',
  'tickets:update',
  'tasks:read',
  'tasks:work',
  'devices:command',
  'doors:open_common',
  'elevators:call',
] as const;

/** People who talk with residents and guests. */
const DESK = [
  ...ON_SITE,
  'vendors:read',
  'people:read',
  'people:register',
  'conversations:read',
  'conversations:reply',
  'conversations:take_over',
  'messages:read',
  'missions:read',
  'devices:read',
  'credentials:read',
  'credentials:revoke',
  'tasks:manage',
  'visitors:read',
  'visitors:read_own',
  'visitors:announce',
  'visitors:update',
  'parcels:read',
  'parcels:read_own',
  'parcels:update',
  'days:read',
  'reservations:read',
  'reservations:manage',
] as const;

/**
 * The whole policy: what is not listed is denied. The desk does not open flats (`doors:open_any`) nor make codes
 * that would (`credentials:issue`): letting somebody in is a mission with an approval. It takes them back, though: a lost
 * tag must not wait for a manager. Developers and viewers see how the building runs, never what people say.
 */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly KnownPermission[]>> = {
  admin: PERMISSIONS,
  manager: PERMISSIONS.filter((permission) => permission !== 'queues:read'),
  front_desk: [...DESK, 'missions:cancel', 'approvals:decide', 'tickets:close', 'tickets:assign', 'access_log:read'],
  concierge: [...DESK, 'tickets:close'],
  housekeeping: [...ON_SITE, 'tickets:close', 'reservations:read'],
  maintenance: [...ON_SITE, 'vendors:read', 'tickets:close', 'devices:read'],
  developer: [...ANYBODY, 'units:read', 'missions:read', 'missions:read_own', 'devices:read', 'queues:read'],
  viewer: [...ANYBODY, 'units:read', 'missions:read', 'missions:read_own', 'tickets:read', 'devices:read'],
  resident: HOST,
  owner: HOST,
  guest: OCCUPANT,
  provider: ANYBODY,
};
