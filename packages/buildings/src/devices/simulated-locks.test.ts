import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { type Device, deviceEntity } from './device.ts';
import { createDeviceStore } from './device-store.ts';
import { createSimulatedLocks } from './simulated-locks.ts';

const buildingId = 'b1';
const { signal } = new AbortController();

async function doors() {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const door = (deviceId: string, simulation: Device['simulation']): Device => ({
    kind: 'door',
    buildingId,
    deviceId,
    name: deviceId,
    door: 'gate',
    gateway: 'simulator',
    simulation,
  });
  const elevator = { kind: 'elevator', buildingId, deviceId: 'lift', name: 'Lift', lowestFloor: 0 } as const;
  await table.write([
    ...(['works', 'refuses', 'stalls', 'offline'] as const).map((mood) => create(deviceEntity, door(mood, mood))),
    create<Device>(deviceEntity, { ...elevator, highestFloor: 9, gateway: 'simulator' }),
  ]);
  return createSimulatedLocks(createDeviceStore(table));
}

test('the doors of a building hold codes, each its own, and no secret twice', async () => {
  const locks = await doors();
  const lock = { buildingId, deviceId: 'works' };
  expect(await locks.locks(buildingId)).toEqual(['offline', 'refuses', 'stalls', 'works']);
  expect(await locks.setCode(lock, { slot: 'a', secret: '739105' }, signal)).toBe('done');
  expect(await locks.setCode(lock, { slot: 'b', secret: '739105' }, signal)).toBe('duplicate');
  expect(await locks.listCodes(lock, signal)).toEqual([{ slot: 'a', secret: '739105' }]);
  expect(await locks.listCodes({ buildingId, deviceId: 'refuses' }, signal)).toEqual([]);
  expect(await locks.removeCode(lock, 'a', signal)).toBe('done');
  expect(await locks.listCodes(lock, signal)).toEqual([]);
});

test.each([
  ['refuses', 'refused', []],
  ['offline', 'offline', undefined],
  ['lift', 'offline', undefined],
  ['gone', 'offline', undefined],
])('%s: %s', async (deviceId, answer, shown) => {
  const locks = await doors();
  const lock = { buildingId, deviceId };
  expect(await locks.setCode(lock, { slot: 'a', secret: '739105' }, signal)).toBe(answer);
  expect(await locks.removeCode(lock, 'a', signal)).toBe(answer);
  expect(await locks.listCodes(lock, signal)).toEqual(shown);
});

test('one that stalls is waited for until the time is over, and nobody can tell', async () => {
  const locks = await doors();
  const lock = { buildingId, deviceId: 'stalls' };
  const over = AbortSignal.abort();
  expect(await locks.setCode(lock, { slot: 'a', secret: '739105' }, over)).toBe('unknown');
  expect(await locks.listCodes(lock, over)).toBeUndefined();
});
