import type { Clock } from '@bos/kernel/clock';
import type { Device } from './device.ts';
import type { DeviceCommand, DeviceGateway, DeviceState, SendResult } from './device-gateway.ts';

/** How long a simulated door stays unlocked and an elevator stands open, in milliseconds. */
export const OPEN_TIME = 8_000;
/** Commands whose keys are remembered; older ones are forgotten. */
const MOST_REMEMBERED = 10_000;

interface Memory {
  readonly openUntil: number;
  readonly floor: number;
}

function keyOf({ buildingId, deviceId }: Device): string {
  return `${buildingId}/${deviceId}`;
}

/** Settles when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Devices that live in memory and behave as their `simulation` says. */
export function createSimulatedGateway(clock: Clock): DeviceGateway {
  const memories = new Map<string, Memory>();
  const answered = new Map<string, SendResult>();

  function stateOf(device: Device): DeviceState {
    const memory = memories.get(keyOf(device));
    const open = memory !== undefined && clock.now().getTime() < memory.openUntil;
    if (device.kind === 'door') return { kind: 'door', locked: !open };
    return { kind: 'elevator', floor: memory?.floor ?? device.lowestFloor, doors: open ? 'open' : 'closed' };
  }

  /** Undefined when the device cannot do that. */
  function act(device: Device, command: DeviceCommand): Memory | undefined {
    const openUntil = clock.now().getTime() + OPEN_TIME;
    if (command.kind === 'open_door') return device.kind === 'door' ? { openUntil, floor: 0 } : undefined;
    if (device.kind !== 'elevator') return undefined;
    const { floor } = command;
    return floor >= device.lowestFloor && floor <= device.highestFloor ? { openUntil, floor } : undefined;
  }

  function carryOut(device: Device, command: DeviceCommand): SendResult {
    const memory = device.simulation === 'refuses' ? undefined : act(device, command);
    if (memory === undefined) return { outcome: 'refused', state: stateOf(device) };
    memories.set(keyOf(device), memory);
    return { outcome: 'confirmed', state: stateOf(device) };
  }

  return {
    async send(device, command, { idempotencyKey, signal }) {
      if (device.simulation === 'offline') return { outcome: 'offline' };
      if (device.simulation === 'stalls') {
        await aborted(signal);
        return { outcome: 'unknown' };
      }
      const key = `${keyOf(device)} ${idempotencyKey}`;
      const earlier = answered.get(key);
      if (earlier !== undefined) return earlier;
      const result = carryOut(device, command);
      if (answered.size >= MOST_REMEMBERED) answered.clear();
      answered.set(key, result);
      return result;
    },
    async read(device) {
      return device.simulation === 'offline' || device.simulation === 'stalls' ? undefined : stateOf(device);
    },
  };
}
