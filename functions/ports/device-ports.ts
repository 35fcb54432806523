import type { LockCodes } from '@bos/buildings/access/locks/lock-codes';
import { chooseGateway } from '@bos/buildings/devices/choose-gateway';
import type { DeviceGateway } from '@bos/buildings/devices/device-gateway';
import type { FindHomeAssistant } from '@bos/buildings/devices/home-assistant/connection';
import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';

interface SimulatorParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly timers: Timers;
}

interface GatewayParts extends SimulatorParts {
  readonly log: Log;
  readonly homeAssistant: FindHomeAssistant;
}

/** Most functions never reach a device: what reaches them is loaded by the first that does. */
function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** The way to all devices, each by the gateway that its configuration names. */
export function deviceGateway({ homeAssistant: find, log, ...parts }: GatewayParts): DeviceGateway {
  return chooseGateway({
    simulator: loadedOnce(async () =>
      (await import('@bos/buildings/devices/simulated-gateway')).createSimulatedGateway(parts),
    ),
    home_assistant: loadedOnce(async () => {
      const room = await import('@bos/buildings/devices/home-assistant/home-assistant-gateway');
      return room.createHomeAssistantGateway({ find, timers: parts.timers, log });
    }),
  });
}

/** The way to the memory of all locks: simulated ones alone hold codes. */
export function lockCodes(parts: SimulatorParts & { readonly blindIndex: BlindIndex }): LockCodes {
  const simulated = loadedOnce(async () =>
    (await import('@bos/buildings/devices/simulated-locks')).createSimulatedLocks(parts),
  );
  return {
    locks: async (...asked) => (await simulated()).locks(...asked),
    setCode: async (...asked) => (await simulated()).setCode(...asked),
    removeCode: async (...asked) => (await simulated()).removeCode(...asked),
    listCodes: async (...asked) => (await simulated()).listCodes(...asked),
  };
}
