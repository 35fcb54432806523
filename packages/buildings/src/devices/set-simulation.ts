import { DomainError } from '@bos/kernel/errors';
import type { Table } from '@bos/table/table';
import type { Device } from './device.ts';
import type { SimulatedDevice, SimulationScript } from './simulated-device.ts';
import { createSimulatedDevices } from './simulated-devices.ts';

export interface SimulationCommand {
  readonly script: SimulationScript;
  /** Per cent; as it was when not given. */
  readonly battery?: number;
  /** Of a sensor or meter; as it was when not given. */
  readonly value?: number | boolean;
}

/** Throws DEVICE_NOT_SIMULATED: nobody tells a real device how to behave. */
export function assertSimulated({ deviceId, gateway }: Device): void {
  if (gateway === 'simulator') return;
  throw new DomainError('conflict', 'DEVICE_NOT_SIMULATED', `Device ${deviceId} is a real one.`);
}

/** Says how a simulated device behaves from now on. Throws DEVICE_NOT_SIMULATED. */
export async function setSimulation(
  { table }: { readonly table: Table },
  device: Device,
  { script, battery, value }: SimulationCommand,
): Promise<SimulatedDevice> {
  assertSimulated(device);
  return createSimulatedDevices(table).change(device, (before) => ({
    ...before,
    script,
    ...(battery !== undefined && { battery }),
    ...(value !== undefined && { value }),
  }));
}
