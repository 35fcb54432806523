import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { Device } from '../device.ts';
import type { DeviceGateway, SendResult } from '../device-gateway.ts';
import { type DeviceCommand, type DeviceState, shows } from '../device-state.ts';
import type { FindHomeAssistant, HomeAssistantConnection } from './connection.ts';
import { deviceStateOf, serviceCallOf } from './entity-state.ts';
import { callService, look } from './rest-client.ts';

/** Between two looks at a device that is on its way: milliseconds. */
const POLL_INTERVAL = 500;

export interface HomeAssistantDependencies {
  readonly find: FindHomeAssistant;
  readonly timers: Timers;
  readonly log: Log;
}

interface Reached {
  readonly connection: HomeAssistantConnection;
  readonly entityId: string;
}

/** Waits, or less when the signal is aborted. */
function pause(timers: Timers, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = timers.after(milliseconds, end);
    signal.addEventListener('abort', end);
  });
}

/**
 * Devices behind a building's Home Assistant, over its REST API. A service that was called proves nothing: the entity is
 * looked at until it shows what was asked for, or the time is up. A command is sent once.
 */
export function createHomeAssistantGateway({ find, timers, log }: HomeAssistantDependencies): DeviceGateway {
  /** Undefined where nothing can be asked: a setting that cannot be read moves nothing, and the operator hears of it. */
  async function reach(device: Device): Promise<Reached | undefined> {
    const { buildingId, entityId } = device;
    try {
      const connection = await find(buildingId);
      return connection === undefined || entityId === undefined ? undefined : { connection, entityId };
    } catch (error) {
      log.error('home_assistant.setting_unreadable', error, { buildingId });
      return undefined;
    }
  }

  async function state(device: Device, reached: Reached, signal: AbortSignal): Promise<DeviceState | undefined> {
    const seen = await look(reached.connection, reached.entityId, signal);
    if (seen.kind === 'seen') return deviceStateOf(device, seen.entity);
    note(device, seen.reason);
    return undefined;
  }

  function note({ buildingId, deviceId }: Device, reason: string): void {
    log.warn('home_assistant.failed', { buildingId, deviceId, reason });
  }

  async function watch(device: Device, reached: Reached, command: DeviceCommand, signal: AbortSignal) {
    while (!signal.aborted) {
      const seen = await state(device, reached, signal);
      if (shows(seen, command)) return seen;
      await pause(timers, POLL_INTERVAL, signal);
    }
    return undefined;
  }

  return {
    async send(device, command, { signal }): Promise<SendResult> {
      const reached = await reach(device);
      const call = reached && serviceCallOf(reached.entityId, command);
      if (reached === undefined) return { outcome: 'offline' };
      if (call === undefined) return { outcome: 'refused' };
      // One that is unavailable would be asked in vain, and might hear of it when it comes back.
      if ((await state(device, reached, signal)) === undefined) return { outcome: 'offline' };
      const called = await callService(reached.connection, call, signal);
      if (called.kind !== 'called') note(device, called.reason);
      switch (called.kind) {
        case 'refused':
          return { outcome: 'refused' };
        case 'unreachable':
          return { outcome: 'offline' };
        case 'called':
        case 'unknown': {
          const seen = await watch(device, reached, command, signal);
          return seen === undefined ? { outcome: 'unknown' } : { outcome: 'confirmed', state: seen };
        }
      }
    },
    async read(device, signal) {
      const reached = await reach(device);
      return reached && state(device, reached, signal);
    },
  };
}
