import { createDeviceStore } from '@bos/buildings/devices/device-store';
import type { Table } from '@bos/table/table';

/** What people call these devices, in the order of the ids; one that is gone, by its id. */
export async function deviceNames(table: Table, buildingId: string, deviceIds: readonly string[]): Promise<string[]> {
  const devices = createDeviceStore(table);
  return Promise.all(deviceIds.map(async (id) => (await devices.get(buildingId, id))?.name ?? id));
}
