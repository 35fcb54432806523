import { create } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type DoorDevice, deviceEntity, type ElevatorDevice } from './device.ts';
import { createDeviceStore } from './device-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const freshBuilding = () => `building-${buildings++}`;

const doorOf = (buildingId: string, deviceId: string): DoorDevice => ({
  kind: 'door',
  door: 'lobby',
  name: 'Portaria',
  gateway: 'simulator',
  buildingId,
  deviceId,
});
const elevatorOf = (buildingId: string, deviceId: string): ElevatorDevice => ({
  kind: 'elevator',
  lowestFloor: -1,
  highestFloor: 12,
  name: 'Social',
  gateway: 'simulator',
  buildingId,
  deviceId,
});
const ids = (devices: readonly { readonly deviceId: string }[]) => devices.map(({ deviceId }) => deviceId);

describeOnEachTable('the store of devices', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const store = createDeviceStore(table);
    const door = { ...doorOf(freshBuilding(), 'gate-1'), unitId: '0302', simulation: 'stalls' as const };
    await table.write([create(deviceEntity, door)]);
    const at = clock.now().toISOString();
    expect(await store.get(door.buildingId, 'gate-1')).toEqual({ ...door, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(door.buildingId, 'gate')).toBeUndefined();
    expect(await store.get(`${door.buildingId}1`, 'gate-1')).toBeUndefined();
    await expect(table.write([create(deviceEntity, door)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists devices by id, page by page, of one building alone', async () => {
    const { table } = open();
    const store = createDeviceStore(table);
    const buildingId = freshBuilding();
    const here = [doorOf(buildingId, 'c'), elevatorOf(buildingId, 'b'), doorOf(buildingId, 'a')];
    await table.write([...here, doorOf(`${buildingId}1`, 'd')].map((device) => create(deviceEntity, device)));
    const first = await store.list(buildingId, { limit: 2 });
    expect(ids(first.items)).toEqual(['a', 'b']);
    const rest = await store.list(buildingId, { cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ deviceId: 'c' }], next: null });
  });

  test('finds all doors and all elevators, however many devices there are', async () => {
    const { table } = open();
    const store = createDeviceStore(table);
    const buildingId = freshBuilding();
    const doors = Array.from({ length: 105 }, (_, i) => doorOf(buildingId, `d${100 + i}`));
    const elevators = ['a0', 'e1'].map((deviceId) => elevatorOf(buildingId, deviceId));
    const another = elevatorOf(`${buildingId}1`, 'a1');
    await writeChunks(
      table,
      [...doors, ...elevators, another].map((device) => create(deviceEntity, device)),
    );
    expect(ids(await store.doors(buildingId))).toEqual(ids(doors));
    expect(ids(await store.elevators(buildingId))).toEqual(['a0', 'e1']);
    expect(await store.doors(`${buildingId}1`)).toEqual([]);
  });
});
