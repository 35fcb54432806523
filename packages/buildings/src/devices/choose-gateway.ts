import type { Device } from './device.ts';
import type { DeviceGateway } from './device-gateway.ts';

/** What is rarely needed is loaded by its first use. */
export type Gateways = Readonly<Record<Device['gateway'], () => Promise<DeviceGateway>>>;

/** One gateway for all devices: each is reached by the one that its configuration names. */
export function chooseGateway(gateways: Gateways): DeviceGateway {
  const of = ({ gateway }: Device): Promise<DeviceGateway> => gateways[gateway]();
  return {
    send: async (device, command, options) => (await of(device)).send(device, command, options),
    read: async (device, signal) => (await of(device)).read(device, signal),
  };
}
