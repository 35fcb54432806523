import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';
import type { LockRef } from '../access/locks/lock-codes.ts';
import { type SimulatedDevice, simulatedDeviceEntity } from './simulated-device.ts';

export interface SimulatedDevices {
  /** As it left the factory when nothing was ever asked of it. */
  get(ref: LockRef): Promise<SimulatedDevice>;
  /**
   * Writes what `apply` makes of it, which may run again on what others made in between; nothing when it gives back what it
   * was given.
   */
  change(ref: LockRef, apply: (before: SimulatedDevice) => SimulatedDevice): Promise<SimulatedDevice>;
}

export function createSimulatedDevices(table: Table): SimulatedDevices {
  const fresh = ({ buildingId, deviceId }: LockRef): SimulatedDevice => ({
    buildingId,
    deviceId,
    codes: [],
    carriedOut: [],
  });
  const find = ({ buildingId, deviceId }: LockRef) => table.get(simulatedDeviceEntity, { buildingId, deviceId });

  async function attempt(ref: LockRef, apply: (before: SimulatedDevice) => SimulatedDevice): Promise<SimulatedDevice> {
    const stored = await find(ref);
    const before = stored ?? fresh(ref);
    const after = apply(before);
    if (after === before) return before;
    await table.write([stored ? replace(simulatedDeviceEntity, stored, after) : create(simulatedDeviceEntity, after)]);
    return after;
  }

  return {
    get: async (ref) => (await find(ref)) ?? fresh(ref),
    // Others write in between: a code is set while somebody opens that door.
    change: (ref, apply) => retryConflicts(() => attempt(ref, apply)),
  };
}
