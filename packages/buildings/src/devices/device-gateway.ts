import type { Device } from './device.ts';

export type DeviceCommand =
  | { readonly kind: 'open_door' }
  /** Sends the car to `floor`; `toFloor` is where its rider goes from there. */
  | { readonly kind: 'call_elevator'; readonly floor: number; readonly toFloor?: number };

/** What a device says of itself. */
export type DeviceState =
  | { readonly kind: 'door'; readonly locked: boolean }
  | { readonly kind: 'elevator'; readonly floor: number; readonly doors: 'open' | 'closed' };

/**
 * `confirmed`: done, as `state`, read back afterwards, shows. `refused` and `offline`: certainly not done.
 * `unknown`: sent, and nobody can tell what came of it.
 */
export type SendOutcome = 'confirmed' | 'refused' | 'offline' | 'unknown';

export interface SendResult {
  readonly outcome: SendOutcome;
  readonly state?: DeviceState;
}

export interface SendOptions {
  /** A command with a key that it has seen is not carried out again, where the gateway can tell. */
  readonly idempotencyKey: string;
  /** When aborted, the gateway stops waiting and answers `unknown`. */
  readonly signal: AbortSignal;
}

/** The way to the building's hardware. */
export interface DeviceGateway {
  send(device: Device, command: DeviceCommand, options: SendOptions): Promise<SendResult>;
  /** What the device says now; undefined when it cannot be reached. */
  read(device: Device, signal: AbortSignal): Promise<DeviceState | undefined>;
}
