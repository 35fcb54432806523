import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { type Device, deviceEntity } from './device.ts';
import { setSimulation } from './set-simulation.ts';
import type { SimulationScript } from './simulated-device.ts';
import { createSimulatedLocks } from './simulated-locks.ts';

const buildingId = 'b1';
const { signal } = new AbortController();

async function doors() {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
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
  return createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex });
}

test('the doors of a building hold codes, each its own, and no secret twice', async () => {
  const locks = await doors();
  const lock = { buildingId, deviceId: 'works' };
  expect(await locks.locks(buildingId)).toEqual(['offline', 'refuses', 'stalls', 'works']);
  expect(await locks.setCode(lock, { slot: 'a', secret: '739105' }, signal)).toBe('done');
  expect(await locks.setCode(lock, { slot: 'b', secret: '739105' }, signal)).toBe('duplicate');
  expect(await locks.listCodes(lock, signal)).toEqual([{ slot: 'a' }]);
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

test('one that loses its answers does it all the same, and one that is late says so too late', async () => {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  const gate: Device = { kind: 'door', buildingId, deviceId: 'gate', name: 'Gate', door: 'gate', gateway: 'simulator' };
  await table.write([create(deviceEntity, gate)]);
  const locks = createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex });
  const behave = (script: SimulationScript) => setSimulation({ table }, gate, { script });
  await behave({ behaviour: 'loses_answers' });
  expect(await locks.setCode(gate, { slot: 'a', secret: '739105' }, signal)).toBe('unknown');
  expect(await locks.listCodes(gate, signal)).toBeUndefined();
  await behave({ behaviour: 'late', answersAfterMilliseconds: 60_000 });
  expect(await locks.removeCode(gate, 'b', AbortSignal.abort())).toBe('unknown');
  expect(await locks.listCodes(gate, signal)).toEqual([{ slot: 'a' }]);
});

test('a door behind another gateway takes no codes, and is no lock of ours', async () => {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  const lock = { buildingId, deviceId: 'real' };
  const real: Device = {
    ...lock,
    kind: 'door',
    name: 'Real',
    door: 'gate',
    gateway: 'home_assistant',
    entityId: 'lock.x',
  };
  await table.write([create(deviceEntity, real)]);
  const locks = createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex });
  expect(await locks.locks(buildingId)).toEqual([]);
  expect(await locks.setCode(lock, { slot: 'a', secret: '739105' }, signal)).toBe('refused');
  expect(await locks.listCodes(lock, signal)).toEqual([]);
});
