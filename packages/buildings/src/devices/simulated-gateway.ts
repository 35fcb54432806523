import type { Clock } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import type { Timers } from '@bos/kernel/timers';
import type { Table } from '@bos/table/table';
import type { Device } from './device.ts';
import type { DeviceGateway, SendResult } from './device-gateway.ts';
import { type DeviceCommand, type DeviceState, understands } from './device-state.ts';
import { aborted, isAnswered } from './late-answer.ts';
import { behaviourOf, isReachable, type SimulatedDevice } from './simulated-device.ts';
import { createSimulatedDevices } from './simulated-devices.ts';

/** How long a simulated door stays unlocked and an elevator stands open, in milliseconds. */
export const OPEN_TIME = 8_000;
/** Commands whose keys a device remembers; older ones are forgotten. */
const MOST_REMEMBERED = 16;
/** Of a room in which nobody has touched anything. */
const ROOM_TEMPERATURE = 21;

export interface SimulatorDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What the device shows at that time. */
export function simulatedState(device: Device, simulated: SimulatedDevice, at: Date): DeviceState {
  const { battery, openUntil, floor, value } = simulated;
  const open = openUntil !== undefined && at.getTime() < Date.parse(openUntil);
  const charged = battery !== undefined && { battery };
  switch (device.kind) {
    case 'door':
      return { kind: 'door', locked: !open, ...charged };
    case 'elevator':
      return { kind: 'elevator', floor: floor ?? device.lowestFloor, doors: open ? 'open' : 'closed' };
    case 'camera':
      return { kind: 'camera', status: 'idle' };
    case 'sensor':
      return {
        kind: 'sensor',
        value: value ?? (device.senses === 'temperature' ? ROOM_TEMPERATURE : false),
        ...charged,
      };
    case 'meter':
      return { kind: 'meter', value: typeof value === 'number' ? value : 0, ...charged };
  }
}

function carriedOut(simulated: SimulatedDevice, command: DeviceCommand, key: string, at: Date): SimulatedDevice {
  if (simulated.carriedOut.includes(key)) return simulated;
  return {
    ...simulated,
    openUntil: new Date(at.getTime() + OPEN_TIME).toISOString(),
    ...(command.kind === 'call_elevator' && { floor: command.floor }),
    carriedOut: [...simulated.carriedOut, key].slice(-MOST_REMEMBERED),
  };
}

/** Devices that live in the table and behave as they were told. */
export function createSimulatedGateway({ table, clock, timers }: SimulatorDependencies): DeviceGateway {
  const devices = createSimulatedDevices(table);

  async function carryOut(device: Device, command: DeviceCommand, key: string): Promise<SendResult> {
    const at = clock.now();
    const after = await devices.change(device, (before) => carriedOut(before, command, sha256(key), at));
    return { outcome: 'confirmed', state: simulatedState(device, after, at) };
  }

  return {
    async send(device, command, { idempotencyKey, signal }) {
      const simulated = await devices.get(device);
      const script = behaviourOf(device, simulated, clock.now());
      const { behaviour } = script;
      if (behaviour === 'offline' || behaviour === 'battery_empty') return { outcome: 'offline' };
      if (behaviour === 'stalls') {
        await aborted(signal);
        return { outcome: 'unknown' };
      }
      if (behaviour === 'refuses' || !understands(device, command)) {
        return { outcome: 'refused', state: simulatedState(device, simulated, clock.now()) };
      }
      const result = await carryOut(device, command, idempotencyKey);
      return (await isAnswered(timers, script, signal)) ? result : { outcome: 'unknown' };
    },
    async read(device) {
      const simulated = await devices.get(device);
      const at = clock.now();
      return isReachable(behaviourOf(device, simulated, at)) ? simulatedState(device, simulated, at) : undefined;
    },
  };
}
