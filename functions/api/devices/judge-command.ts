import type { Device } from '@bos/buildings/devices/device';
import { COMMANDS_OF, type DeviceCommand, understands } from '@bos/buildings/devices/device-state';
import { mayOpenDoor } from '@bos/buildings/devices/door-rights';
import { decide } from '@bos/governance/policy';
import type { Principal } from '@bos/http/principal';
import { invalid } from '@bos/kernel/errors';
import { isRole } from '@bos/kernel/role';

/** Throws INVALID_INPUT, naming the field, when the device cannot do that at all. */
export function assertUnderstands(device: Device, command: DeviceCommand): void {
  if (!COMMANDS_OF[device.kind].includes(command.kind)) {
    const known = COMMANDS_OF[device.kind].join(', ');
    const rule = known === '' ? `a ${device.kind} takes no commands` : `a ${device.kind} takes: ${known}`;
    throw invalid('INVALID_INPUT', 'Invalid command.', [{ field: 'kind', rule }]);
  }
  if (device.kind === 'elevator' && !understands(device, command)) {
    const { lowestFloor, highestFloor } = device;
    const rule = `must be from ${lowestFloor} to ${highestFloor}`;
    throw invalid('INVALID_INPUT', 'Invalid command.', [{ field: 'floor', rule }]);
  }
}

/** The code with which somebody is refused; undefined when they may. Whoever has a principal is a member in force. */
export function refusalOf({ roles, unitIds }: Principal, device: Device): string | undefined {
  const may = (permission: string) => decide(roles, permission).allowed;
  if (device.kind !== 'door') return may('elevators:call') ? undefined : 'NOT_ALLOWED';
  const requester = {
    roles: roles.filter(isRole),
    unitIds,
    inForce: true,
    permissions: {
      openCommon: may('doors:open_common'),
      openOwnUnit: may('doors:open_own_unit'),
      openAny: may('doors:open_any'),
    },
  };
  const verdict = mayOpenDoor(requester, device);
  return verdict.allowed ? undefined : verdict.code;
}
