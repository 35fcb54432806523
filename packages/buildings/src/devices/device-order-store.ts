import type { Stored } from '@bos/table/entity';
import { listWhile } from '@bos/table/list-while';
import type { Table } from '@bos/table/table';
import { type DeviceOrder, deviceOrderEntity } from './device-order.ts';

export interface DeviceOrderStore {
  get(buildingId: string, orderId: string): Promise<Stored<DeviceOrder> | undefined>;
  /** Those of a building that were sent before that time and of which nothing was heard since, `max` at the most. */
  listUnsettled(buildingId: string, sentBefore: Date, max: number): Promise<Stored<DeviceOrder>[]>;
}

export function createDeviceOrderStore(table: Table): DeviceOrderStore {
  return {
    get: (buildingId, orderId) => table.get(deviceOrderEntity, { buildingId, orderId }),
    listUnsettled: (buildingId, sentBefore, max) =>
      listWhile(
        (cursor) =>
          table.list(deviceOrderEntity, { buildingId }, { index: 'GSI2', limit: 100, ...(cursor && { cursor }) }),
        ({ sentAt }) => sentAt < sentBefore.toISOString(),
        max,
      ),
  };
}
