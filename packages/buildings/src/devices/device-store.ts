import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type Device, type DoorDevice, deviceEntity, type ElevatorDevice } from './device.ts';

export interface DeviceStore {
  get(buildingId: string, deviceId: string): Promise<Stored<Device> | undefined>;
  list(buildingId: string, page?: Pick<ListOptions, 'limit' | 'cursor'>): Promise<Page<Stored<Device>>>;
  doors(buildingId: string): Promise<DoorDevice[]>;
  elevators(buildingId: string): Promise<ElevatorDevice[]>;
}

const PAGE = 100;

export function createDeviceStore(table: Table): DeviceStore {
  async function all(buildingId: string): Promise<Device[]> {
    const devices: Device[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Stored<Device>> = await table.list(
        deviceEntity,
        { buildingId },
        { limit: PAGE, ...(cursor !== null && { cursor }) },
      );
      devices.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return devices;
  }
  return {
    get: (buildingId, deviceId) => table.get(deviceEntity, { buildingId, deviceId }),
    list: (buildingId, page = {}) => table.list(deviceEntity, { buildingId }, page),
    doors: async (buildingId) => (await all(buildingId)).filter((device) => device.kind === 'door'),
    elevators: async (buildingId) => (await all(buildingId)).filter((device) => device.kind === 'elevator'),
  };
}
