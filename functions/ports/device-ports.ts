import { chooseGateway } from '@bos/buildings/devices/choose-gateway';
import type { DeviceGateway } from '@bos/buildings/devices/device-gateway';
import type { FindHomeAssistant } from '@bos/buildings/devices/home-assistant/connection';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { Table } from '@bos/table/table';

interface GatewayParts {
  readonly table: Table;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly homeAssistant: FindHomeAssistant;
}

/** The way to all devices, each by the gateway that its configuration names. */
export function deviceGateway({ homeAssistant: find, log, timers, ...parts }: GatewayParts): DeviceGateway {
  const simulator = createSimulatedGateway({ ...parts, timers });
  let reached: Promise<DeviceGateway> | undefined;
  async function load(): Promise<DeviceGateway> {
    const room = await import('@bos/buildings/devices/home-assistant/home-assistant-gateway');
    return room.createHomeAssistantGateway({ find, timers, log });
  }
  return chooseGateway({
    simulator: async () => simulator,
    home_assistant: () => {
      reached ??= load();
      return reached;
    },
  });
}
