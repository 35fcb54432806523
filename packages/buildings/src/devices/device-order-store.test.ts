import { DAY } from '@bos/kernel/clock';
import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type DeviceOrder, deviceOrderEntity, type SentOrder } from './device-order.ts';
import { createDeviceOrderStore } from './device-order-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const freshBuilding = () => `orders-${buildings++}`;

const orderOf = (buildingId: string, orderId: string, sentAt: string): SentOrder => ({
  status: 'sent',
  buildingId,
  orderId,
  deviceId: 'gate',
  command: { kind: 'open_door' },
  userId: 'maria',
  sentAt,
});

describeOnEachTable('the store of commands to devices', (open) => {
  test('lists what was sent and not settled, the oldest first, of one building alone', async () => {
    const { table, clock } = open();
    const store = createDeviceOrderStore(table);
    const buildingId = freshBuilding();
    const now = clock.now();
    const sentAt = (secondsAgo: number) => new Date(now.getTime() - secondsAgo * 1_000).toISOString();
    const orders = [
      orderOf(buildingId, 'b', sentAt(200)),
      orderOf(buildingId, 'a', sentAt(300)),
      orderOf(buildingId, 'late', sentAt(10)),
      orderOf(`${buildingId}1`, 'other', sentAt(300)),
    ];
    await table.write(orders.map((order) => create<DeviceOrder>(deviceOrderEntity, order)));
    const unsettled = async (max = 10) => {
      const found = await store.listUnsettled(buildingId, new Date(sentAt(60)), max);
      return found.map(({ orderId }) => orderId);
    };
    expect([await unsettled(), await unsettled(1)]).toEqual([['a', 'b'], ['a']]);
    const first = await store.get(buildingId, 'a');
    if (first?.status !== 'sent') throw new Error('it was sent');
    const { status: _sent, version: _version, createdAt: _created, updatedAt: _updated, ...rest } = first;
    const done: DeviceOrder = { ...rest, status: 'done', settledAt: now.toISOString() };
    await table.write([replace(deviceOrderEntity, first, done)]);
    expect(await unsettled()).toEqual(['b']);
    expect(await store.get(buildingId, 'a')).toMatchObject({ status: 'done', version: 2 });
    const settled = await store.get(buildingId, 'a');
    if (settled === undefined) throw new Error('it was settled');
    expect(() => replace(deviceOrderEntity, settled, { ...done, status: 'unknown' })).toThrow(/cannot go/);
    await clock.advance(8 * DAY);
    expect([await store.get(buildingId, 'a'), (await store.get(buildingId, 'b'))?.status]).toEqual([undefined, 'sent']);
  });
});
