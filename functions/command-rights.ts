import type { Device } from '@bos/buildings/devices/device';
import { doorPermissions, mayOpenDoor } from '@bos/buildings/devices/door-rights';
import { decide } from '@bos/governance/policy';
import type { Principal } from '@bos/http/principal';
import { isRole } from '@bos/kernel/role';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Table } from '@bos/table/table';

type Rights = Pick<Principal, 'roles' | 'unitIds'>;

/** The code with which a member in force is refused; undefined when they may. */
export function refusalOf({ roles, unitIds }: Rights, device: Device): string | undefined {
  const may = (permission: string) => decide(roles, permission).allowed;
  if (device.kind !== 'door') return may('elevators:call') ? undefined : 'NOT_ALLOWED';
  const requester = {
    roles: roles.filter(isRole),
    unitIds,
    inForce: true,
    permissions: doorPermissions(may),
  };
  const verdict = mayOpenDoor(requester, device);
  return verdict.allowed ? undefined : verdict.code;
}

/** The same by the membership as it is now, for what somebody asked for before. */
export function currentRefusal(table: Table) {
  const memberships = createMembershipStore(table);
  return async (device: Device, userId: string, at: Date): Promise<string | undefined> => {
    const membership = await memberships.get(device.buildingId, userId);
    return membership && isInForce(membership, at) ? refusalOf(membership, device) : 'NOT_IN_FORCE';
  };
}
