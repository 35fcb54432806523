import type { Device } from './device.ts';
import type { DeviceCommand, DeviceGateway, DeviceState, SendOptions } from './device-gateway.ts';

/** What the person is told about it. */
export interface ActionDetail {
  readonly name?: string;
  /** Names to choose from. */
  readonly candidates?: readonly string[];
  readonly lowestFloor?: number;
  readonly highestFloor?: number;
}

/** What came of an attempt to move something. `unknown`: it may have moved, and nobody can tell. */
export type ActionResult<O> =
  | { readonly kind: 'completed'; readonly output: O }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unknown'; readonly detail: Readonly<Record<string, unknown>> };

export function refused(code: string, detail: ActionDetail = {}) {
  return { kind: 'failed', code, detail: { ...detail } } as const;
}

/** Whether the device shows what the command wanted. */
function shows(state: DeviceState | undefined, command: DeviceCommand): boolean {
  switch (command.kind) {
    case 'open_door':
      return state?.kind === 'door' && !state.locked;
    case 'call_elevator':
      return state?.kind === 'elevator' && state.floor === command.floor;
  }
}

/** Sends a command and believes only what the device reads back. */
export async function commandDevice<O>(
  gateway: DeviceGateway,
  device: Device,
  command: DeviceCommand,
  options: SendOptions,
  output: O,
): Promise<ActionResult<O>> {
  const { name } = device;
  const { outcome, state } = await gateway.send(device, command, options);
  switch (outcome) {
    case 'refused':
      return refused('DEVICE_REFUSED', { name });
    case 'offline':
      return refused('DEVICE_OFFLINE', { name });
    case 'unknown':
    case 'confirmed': {
      const seen = outcome === 'confirmed' && state !== undefined ? state : await gateway.read(device, options.signal);
      return shows(seen, command) ? { kind: 'completed', output } : { kind: 'unknown', detail: { name } };
    }
  }
}

/** What a command that broke off has done, as far as the device shows it. */
export async function readBackDevice<O>(
  gateway: DeviceGateway,
  device: Device,
  command: DeviceCommand,
  signal: AbortSignal,
  output: O,
): Promise<ActionResult<O>> {
  const seen = await gateway.read(device, signal);
  return shows(seen, command) ? { kind: 'completed', output } : { kind: 'unknown', detail: { name: device.name } };
}
