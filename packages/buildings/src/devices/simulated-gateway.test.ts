import { HOUR } from '@bos/kernel/clock';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { type Device, deviceEntity } from './device.ts';
import { setSimulation } from './set-simulation.ts';
import type { SimulationScript } from './simulated-device.ts';
import { createSimulatedGateway, OPEN_TIME } from './simulated-gateway.ts';
import { createSimulatedLocks } from './simulated-locks.ts';

const buildingId = 'b1';
const base = { buildingId, gateway: 'simulator' } as const;
const GATE: Device = { ...base, kind: 'door', deviceId: 'gate', name: 'Gate', door: 'gate' };
const LIFT: Device = { ...base, kind: 'elevator', deviceId: 'lift', name: 'Lift', lowestFloor: -1, highestFloor: 9 };
const SENSOR: Device = { ...base, kind: 'sensor', deviceId: 'wet', name: 'Sink', senses: 'leak' };
const METER: Device = { ...base, kind: 'meter', deviceId: 'water', name: 'Water', meters: 'water' };
const CAMERA: Device = { ...base, kind: 'camera', deviceId: 'eye', name: 'Lobby' };
const OPEN = { kind: 'open_door' } as const;

/** Lets what needs no time come to where it waits. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function house(script?: SimulationScript) {
  const clock = virtualClock();
  const { table, blindIndex, items } = createMemoryTable({ clock });
  await table.write([GATE, LIFT, SENSOR, METER, CAMERA].map((device) => create(deviceEntity, device)));
  if (script) await setSimulation({ table }, GATE, { script });
  const controller = new AbortController();
  const { signal } = controller;
  const deps = { table, clock, timers: clock.timers };
  const gateway = createSimulatedGateway(deps);
  return {
    clock,
    table,
    items,
    controller,
    signal,
    gateway,
    /** Another process, thread or start: nothing but the table is the same. */
    again: () => createSimulatedGateway(deps),
    locks: createSimulatedLocks({ ...deps, blindIndex }),
    send: (key = 'k', device = GATE) => gateway.send(device, OPEN, { idempotencyKey: key, signal }),
  };
}

describe('a simulated device', () => {
  test('does what it is told, and locks again by itself', async () => {
    const { send, gateway, signal, clock } = await house();
    expect(await send()).toEqual({ outcome: 'confirmed', state: { kind: 'door', locked: false } });
    await clock.advance(OPEN_TIME);
    expect(await gateway.read(GATE, signal)).toEqual({ kind: 'door', locked: true });
  });

  test('carries a command out once for one key, whoever sends it again', async () => {
    const { send, again, signal, clock } = await house();
    await send();
    await clock.advance(OPEN_TIME);
    await again().send(GATE, OPEN, { idempotencyKey: 'k', signal });
    expect(await again().read(GATE, signal)).toEqual({ kind: 'door', locked: true });
  });

  test('is where it was after a start, with the codes that were set', async () => {
    const { gateway, again, locks, signal } = await house();
    await gateway.send(LIFT, { kind: 'call_elevator', floor: 7 }, { idempotencyKey: 'k', signal });
    await locks.setCode(GATE, { slot: 'bos-1', secret: '739105' }, signal);
    expect(await again().read(LIFT, signal)).toMatchObject({ floor: 7 });
    expect(await locks.listCodes(GATE, signal)).toEqual([{ slot: 'bos-1' }]);
  });

  test.each<[SimulationScript['behaviour'], string, boolean, boolean]>([
    ['refuses', 'refused', false, true],
    ['offline', 'offline', false, false],
    ['battery_empty', 'offline', false, false],
    ['loses_answers', 'unknown', true, false],
  ])('that %s answers %s', async (behaviour, outcome, moved, answersReads) => {
    const script = behaviour === 'works' || behaviour === 'late' ? undefined : { behaviour };
    const { send, gateway, signal, table } = await house(script);
    expect(await send()).toMatchObject({ outcome });
    expect((await gateway.read(GATE, signal)) !== undefined).toBe(answersReads);
    await setSimulation({ table }, GATE, { script: { behaviour: 'works' } });
    expect(await gateway.read(GATE, signal)).toEqual({ kind: 'door', locked: !moved });
  });

  test('that stalls is waited for until the time is up, and has done nothing', async () => {
    const { send, controller, gateway, signal, table } = await house({ behaviour: 'stalls' });
    const sending = send();
    controller.abort();
    expect(await sending).toEqual({ outcome: 'unknown' });
    await setSimulation({ table }, GATE, { script: { behaviour: 'works' } });
    expect(await gateway.read(GATE, signal)).toEqual({ kind: 'door', locked: true });
  });

  test('that is late answers when it is ready, or too late', async () => {
    const { send, clock, controller, gateway, signal } = await house({
      behaviour: 'late',
      answersAfterMilliseconds: 3_000,
    });
    const settled = { first: false };
    const first = send('a').then((result) => {
      settled.first = true;
      return result;
    });
    await turn();
    await clock.advance(2_999);
    expect(settled.first).toBe(false);
    await clock.advance(1);
    expect(await first).toMatchObject({ outcome: 'confirmed' });
    const second = send('b');
    await turn();
    await clock.advance(1_000);
    controller.abort();
    expect(await second).toEqual({ outcome: 'unknown' });
    expect(await gateway.read(GATE, signal)).toEqual({ kind: 'door', locked: false });
  });

  test('comes back when its time has come', async () => {
    const { clock, send, table, gateway, signal } = await house();
    const until = new Date(clock.now().getTime() + HOUR).toISOString();
    await setSimulation({ table }, GATE, { script: { behaviour: 'offline', until }, battery: 4 });
    expect(await send('a')).toEqual({ outcome: 'offline' });
    await clock.advance(HOUR);
    expect(await gateway.read(GATE, signal)).toEqual({ kind: 'door', locked: true, battery: 4 });
    expect(await send('b')).toMatchObject({ outcome: 'confirmed' });
  });

  test('shows what its kind has to show', async () => {
    const { gateway, signal, table } = await house();
    await setSimulation({ table }, SENSOR, { script: { behaviour: 'works' }, value: true, battery: 80 });
    await setSimulation({ table }, METER, { script: { behaviour: 'works' }, value: 12.5 });
    const shown = await Promise.all([SENSOR, METER, CAMERA].map((device) => gateway.read(device, signal)));
    expect(shown).toEqual([
      { kind: 'sensor', value: true, battery: 80 },
      { kind: 'meter', value: 12.5 },
      { kind: 'camera', status: 'idle' },
    ]);
    expect((await gateway.send(SENSOR, OPEN, { idempotencyKey: 'k', signal })).outcome).toBe('refused');
  });

  test('shows nobody a code, not even who reads the table', async () => {
    const { locks, signal, items } = await house();
    await locks.setCode(GATE, { slot: 'bos-1', secret: '739105' }, signal);
    expect(JSON.stringify(items())).not.toContain('739105');
  });

  test('only a simulated one can be told how to behave', async () => {
    const { table } = await house();
    const real: Device = { ...GATE, gateway: 'home_assistant', entityId: 'lock.gate' };
    await expect(setSimulation({ table }, real, { script: { behaviour: 'works' } })).rejects.toMatchObject({
      code: 'DEVICE_NOT_SIMULATED',
    });
  });
});
