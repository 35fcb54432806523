import type { Device } from './device.ts';
import type { DeviceCommand, DeviceState } from './device-state.ts';

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

/** The way to the building's hardware, whatever its kind. Nothing is kept for later: what cannot be done now is `offline`. */
export interface DeviceGateway {
  send(device: Device, command: DeviceCommand, options: SendOptions): Promise<SendResult>;
  /** What the device says now; undefined when it cannot be reached. */
  read(device: Device, signal: AbortSignal): Promise<DeviceState | undefined>;
}
