import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { createAccessLogStore } from '../access/log/access-log-store.ts';
import { unitEntity } from '../units/unit.ts';
import { callElevator, readBackElevator } from './call-elevator.ts';
import { type Device, type Door, deviceEntity } from './device.ts';
import type { DeviceGateway } from './device-gateway.ts';
import type { DoorRequester } from './door-rights.ts';
import { openDoor, readBackDoor } from './open-door.ts';
import { createSimulatedGateway, OPEN_TIME } from './simulated-gateway.ts';

const buildingId = 'b1';
const base = { buildingId, gateway: 'simulator' } as const;
const door = (deviceId: string, kind: Door, more: Partial<Extract<Device, { kind: 'door' }>> = {}): Device => ({
  ...base,
  kind: 'door',
  deviceId,
  name: deviceId,
  door: kind,
  simulation: 'works',
  ...more,
});
const lift = (deviceId: string, more: Partial<Extract<Device, { kind: 'elevator' }>> = {}): Device => ({
  ...base,
  kind: 'elevator',
  deviceId,
  name: deviceId,
  lowestFloor: -1,
  highestFloor: 14,
  simulation: 'works',
  ...more,
});
const DEVICES: readonly Device[] = [
  door('gate', 'gate'),
  door('lobby-a', 'lobby', { tower: 'A' }),
  door('lobby-b', 'lobby', { tower: 'B' }),
  door('garage', 'garage', { simulation: 'refuses' }),
  door('u1203', 'unit', { unitId: '1203' }),
  door('u0704', 'unit', { unitId: '0704' }),
  lift('lift-a', { tower: 'A' }),
  lift('lift-b', { tower: 'B', simulation: 'offline' }),
  lift('service lift', { name: 'Elevador de serviço', simulation: 'stalls' }),
];

const requester: DoorRequester = {
  roles: ['resident'],
  unitIds: ['1203'],
  inForce: true,
  permissions: { openCommon: true, openOwnUnit: true, openAny: false },
};

async function building(gatewayOf?: (simulated: DeviceGateway) => DeviceGateway) {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  await table.write([
    ...DEVICES.map((device) => create(deviceEntity, device)),
    create(unitEntity, { buildingId, unitId: '1203', tower: 'A', floor: 12 }),
    create(unitEntity, { buildingId, unitId: '0302', tower: 'B', floor: 3 }),
  ]);
  const simulated = createSimulatedGateway({ table, clock, timers: clock.timers });
  const deps = { table, gateway: gatewayOf?.(simulated) ?? simulated };
  const controller = new AbortController();
  const terms = { buildingId, userId: 'maria', missionId: 'm1', idempotencyKey: 'm1/s1', signal: controller.signal };
  const options = () => ({ ...terms, at: clock.now() });
  return {
    clock,
    deps,
    controller,
    simulated,
    logged: async () => (await createAccessLogStore(table).list(buildingId)).items,
    open: (kind: Door | undefined, said = '', who: Partial<DoorRequester> = {}) =>
      openDoor(deps, { ...options(), requester: { ...requester, ...who }, said, ...(kind && { door: kind }) }),
    readDoor: (kind: Door) => readBackDoor(deps, { ...options(), requester, said: '', door: kind }),
    call: (floors: { from?: string; to?: string }, said = '', unitIds: readonly string[] = ['1203']) =>
      callElevator(deps, { ...options(), unitIds, said, ...floors }),
    readLift: (from: string) => readBackElevator(deps, { ...options(), unitIds: ['1203'], said: '', from }),
  };
}

describe('opening a door', () => {
  test('succeeds when the lock reads back that it is open, and it locks again by itself', async () => {
    const { open, readDoor, clock, simulated } = await building();
    expect(await open('gate')).toEqual({ kind: 'completed', output: { deviceId: 'gate', name: 'gate', door: 'gate' } });
    expect((await readDoor('gate')).kind).toBe('completed');
    await clock.advance(OPEN_TIME);
    // What came of it then is known for good, whatever the door shows now.
    expect((await readDoor('gate')).kind).toBe('completed');
    expect(await simulated.read(door('gate', 'gate'), new AbortController().signal)).toMatchObject({ locked: true });
  });

  test.each<[string, Door | undefined, string, Partial<DoorRequester>, string]>([
    ['the lobby of one’s own tower', 'lobby', '', {}, 'lobby-a'],
    ['the lobby of the tower that is named', 'lobby', 'o hall do bloco B', {}, 'lobby-b'],
    ['a lobby, for somebody without a tower', 'lobby', '', { unitIds: [] }, 'DOOR_AMBIGUOUS'],
    ['one’s own flat', 'unit', 'bati a porta', {}, 'u1203'],
    ['one’s own flat by its number', 'unit', 'abre o 1203', {}, 'u1203'],
    ['somebody else’s flat', 'unit', 'abre o 704', {}, 'NOT_YOUR_UNIT'],
    ['a flat that has no lock of ours', 'unit', 'abre o 1502', {}, 'DOOR_UNKNOWN'],
    ['one of two own flats', 'unit', '', { unitIds: ['1203', '0704'] }, 'DOOR_AMBIGUOUS'],
    ['the named one of two own flats', 'unit', 'a do 704', { unitIds: ['1203', '0704'] }, 'u0704'],
    ['a flat, without having one', 'unit', '', { unitIds: [] }, 'NOT_YOUR_UNIT'],
    ['the garage, which refuses', 'garage', '', {}, 'DEVICE_REFUSED'],
    ['the garage, as a guest', 'garage', '', { roles: ['guest'] }, 'GARAGE_NOT_FOR_GUESTS'],
    ['a door that the building does not have', 'service', '', { roles: ['maintenance'] }, 'DOOR_UNKNOWN'],
    ['something', undefined, 'abre aí', {}, 'DOOR_UNCLEAR'],
    ['the gate, after the stay', 'gate', '', { inForce: false }, 'NOT_IN_FORCE'],
  ])('%s', async (_what, kind, said, who, expected) => {
    const { open } = await building();
    const result = await open(kind, said, who);
    expect(result.kind === 'completed' ? result.output.deviceId : 'code' in result && result.code).toBe(expected);
  });

  test('is not believed when the lock still reads locked', async () => {
    const { open } = await building((simulated) => ({
      send: async () => ({ outcome: 'confirmed' }),
      read: (device, signal) => simulated.read(device, signal),
    }));
    expect(await open('gate')).toEqual({ kind: 'unknown', detail: { name: 'gate' } });
  });

  test('a lost answer is no loss when the lock reads open', async () => {
    const { open } = await building((simulated) => ({
      async send(device, command, options) {
        await simulated.send(device, command, options);
        return { outcome: 'unknown' };
      },
      read: (device, signal) => simulated.read(device, signal),
    }));
    expect((await open('gate')).kind).toBe('completed');
  });
});

describe('the access log', () => {
  test('tells of every door that was asked for, each attempt once', async () => {
    const { open, call, logged, clock } = await building();
    const lines = async () => (await logged()).map(({ deviceId, outcome, code }) => [deviceId, outcome, code]);
    await open('gate');
    // The step that asked for it is run once more.
    await open('gate');
    await clock.advance(1_000);
    await open('garage');
    await clock.advance(1_000);
    await open('unit', 'abre o 704');
    await clock.advance(1_000);
    await call({ from: '3' }, '', ['0302']);
    expect(await lines()).toEqual([
      ['lift-b', 'failed', 'DEVICE_OFFLINE'],
      ['u0704', 'refused', 'NOT_YOUR_UNIT'],
      ['garage', 'refused', 'DEVICE_REFUSED'],
      ['gate', 'done', undefined],
    ]);
    expect(await logged()).toMatchObject(Array.from({ length: 4 }, () => ({ userId: 'maria', missionId: 'm1' })));
  });

  test('tells of somebody whose time is over, and of no door that nobody could mean', async () => {
    const { open, logged } = await building();
    await open('gate', '', { inForce: false });
    await open('lobby', '', { unitIds: [] });
    await open(undefined, 'abre aí');
    expect(await logged()).toMatchObject([{ deviceId: 'gate', outcome: 'refused', code: 'NOT_IN_FORCE' }]);
  });
});

describe('calling an elevator', () => {
  test('brings the one of the rider’s tower to the rider', async () => {
    const { call, readLift } = await building();
    expect(await call({ from: '12', to: 'térreo' })).toEqual({
      kind: 'completed',
      output: { deviceId: 'lift-a', name: 'lift-a', floor: 12 },
    });
    expect((await readLift('12')).kind).toBe('completed');
  });

  test.each<[string, { from?: string; to?: string }, string, readonly string[], string]>([
    ['sent to a floor', { to: 'lobby' }, '', ['1203'], 'completed'],
    ['without a floor', {}, '', ['1203'], 'FLOOR_MISSING'],
    ['from a floor that there is not', { from: '40' }, '', ['1203'], 'FLOOR_UNKNOWN'],
    ['to a floor that there is not', { from: '2', to: '40' }, '', ['1203'], 'FLOOR_UNKNOWN'],
    ['the one that is offline', { from: '3' }, '', ['0302'], 'DEVICE_OFFLINE'],
    ['of the named tower', { from: '3' }, 'na torre B', ['1203'], 'DEVICE_OFFLINE'],
    ['without a tower', { from: '3' }, '', [], 'ELEVATOR_AMBIGUOUS'],
  ])('%s', async (_what, floors, said, unitIds, expected) => {
    const { call } = await building();
    const result = await call(floors, said, unitIds);
    expect('code' in result ? result.code : result.kind).toBe(expected);
  });

  test('one that does not answer is unknown when time is up', async () => {
    const { call, controller } = await building();
    const calling = call({ from: '3' }, 'o elevador de serviço');
    controller.abort();
    expect(await calling).toEqual({ kind: 'unknown', detail: { name: 'Elevador de serviço' } });
  });
});

test('the simulator carries a command out once for one key', async () => {
  const { simulated, clock } = await building();
  const gate = DEVICES[0];
  if (gate === undefined) throw new Error('no gate');
  const options = { idempotencyKey: 'k', signal: new AbortController().signal };
  await simulated.send(gate, { kind: 'open_door' }, options);
  await clock.advance(OPEN_TIME);
  await simulated.send(gate, { kind: 'open_door' }, options);
  expect(await simulated.read(gate, options.signal)).toEqual({ kind: 'door', locked: true });
});
