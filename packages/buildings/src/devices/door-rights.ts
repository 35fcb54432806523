import type { Role } from '@bos/kernel/role';
import type { Door } from './device.ts';

/** The person at the door, with what the policy gives their roles. */
export interface DoorRequester {
  readonly roles: readonly Role[];
  readonly unitIds: readonly string[];
  /** The membership is active and within its dates: a guest's stay. */
  readonly inForce: boolean;
  readonly permissions: {
    readonly openCommon: boolean;
    readonly openOwnUnit: boolean;
    readonly openAny: boolean;
  };
}

export type DoorRefusal =
  | 'NOT_IN_FORCE'
  | 'NOT_ALLOWED'
  | 'NOT_YOUR_UNIT'
  | 'GARAGE_NOT_FOR_GUESTS'
  | 'SERVICE_DOOR_STAFF_ONLY';

export type DoorVerdict = { readonly allowed: true } | { readonly allowed: false; readonly code: DoorRefusal };

/** By what the policy lets somebody do. */
export function doorPermissions(may: (permission: string) => boolean): DoorRequester['permissions'] {
  return {
    openCommon: may('doors:open_common'),
    openOwnUnit: may('doors:open_own_unit'),
    openAny: may('doors:open_any'),
  };
}

const STAFF: ReadonlySet<Role> = new Set<Role>([
  'admin',
  'manager',
  'front_desk',
  'concierge',
  'housekeeping',
  'maintenance',
]);
const LIVES_HERE: ReadonlySet<Role> = new Set<Role>(['resident', 'owner']);

const ALLOWED: DoorVerdict = { allowed: true };
const refuse = (code: DoorRefusal): DoorVerdict => ({ allowed: false, code });

/**
 * Whether that person may open that door now. Gate and lobby are for everybody in force; the garage for who lives or
 * works here, a guest's car is let in by the desk; the service door for staff; a unit's door for its own people.
 */
export function mayOpenDoor(
  requester: DoorRequester,
  target: { readonly door: Door; readonly unitId?: string | undefined },
): DoorVerdict {
  const { roles, unitIds, inForce, permissions } = requester;
  if (!inForce) return refuse('NOT_IN_FORCE');
  if (permissions.openAny) return ALLOWED;
  const staff = roles.some((role) => STAFF.has(role));
  switch (target.door) {
    case 'gate':
    case 'lobby':
      return permissions.openCommon ? ALLOWED : refuse('NOT_ALLOWED');
    case 'garage':
      if (!permissions.openCommon) return refuse('NOT_ALLOWED');
      return staff || roles.some((role) => LIVES_HERE.has(role)) ? ALLOWED : refuse('GARAGE_NOT_FOR_GUESTS');
    case 'service':
      return permissions.openCommon && staff ? ALLOWED : refuse('SERVICE_DOOR_STAFF_ONLY');
    case 'unit': {
      const own = target.unitId !== undefined && unitIds.includes(target.unitId);
      if (!own) return refuse('NOT_YOUR_UNIT');
      return permissions.openOwnUnit ? ALLOWED : refuse('NOT_ALLOWED');
    }
  }
}
