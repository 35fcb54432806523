import type { Device } from '@bos/buildings/devices/device';
import { COMMANDS_OF, type DeviceCommand, understands } from '@bos/buildings/devices/device-state';
import { invalid } from '@bos/kernel/errors';

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
