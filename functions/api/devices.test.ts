import { deviceEntity } from '@bos/buildings/devices/device';
import { noteReading } from '@bos/buildings/devices/readings/note-reading';
import { signingKeyOf } from '@bos/buildings/devices/readings/webhook-body';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const HOME = '/v1/buildings/{buildingId}';
const DEVICE = `${HOME}/devices/{deviceId}`;
const clock = virtualClock();
let world: ApiWorld;
let table: Table;

beforeEach(async () => {
  const memory = createMemoryTable({ clock });
  ({ table } = memory);
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'carla', ['resident'], ['1203']);
  await world.addMember('home', 'james', ['guest'], ['0704']);
  const base = { buildingId: 'home', gateway: 'simulator' } as const;
  await table.write([
    create(deviceEntity, { ...base, kind: 'door', deviceId: 'd-1203', name: '1203', door: 'unit', unitId: '1203' }),
    create(deviceEntity, {
      ...base,
      kind: 'elevator',
      deviceId: 'lift',
      name: 'Lift',
      lowestFloor: -1,
      highestFloor: 9,
    }),
    create(deviceEntity, { ...base, kind: 'sensor', deviceId: 'wet', name: 'Sink', senses: 'leak', unitId: '1203' }),
    create(deviceEntity, {
      kind: 'door',
      buildingId: 'home',
      deviceId: 'real',
      name: 'Real',
      door: 'gate',
      gateway: 'home_assistant',
      entityId: 'lock.gate',
    }),
  ]);
});

const paramsOf = (deviceId: string, buildingId = 'home') => ({ buildingId, deviceId });
const get = (as: string, deviceId: string, path = '') =>
  world.call({ as, routeKey: `GET ${DEVICE}${path}`, params: paramsOf(deviceId) });
const simulate = (deviceId: string, body: unknown, as = 'ana') =>
  world.call({ as, routeKey: `PUT ${DEVICE}/simulation`, params: paramsOf(deviceId), body });
const command = (as: string, deviceId: string, body: unknown, key = 'k1') =>
  world.call({
    as,
    routeKey: `POST ${DEVICE}/commands`,
    params: paramsOf(deviceId),
    body,
    headers: { 'idempotency-key': key },
  });
const log = async () =>
  (await world.call({ as: 'ana', routeKey: `GET ${HOME}/access-log`, params: { buildingId: 'home' } })).body.items;
const OPEN = { kind: 'open_door' };

describe('devices', () => {
  test('are listed by id and read, whatever their kind', async () => {
    const { body } = await world.call({
      as: 'rafael',
      routeKey: `GET ${HOME}/devices`,
      params: { buildingId: 'home' },
    });
    expect(body.items?.map(({ id, kind }) => [id, kind])).toEqual([
      ['d-1203', 'door'],
      ['gate', 'door'],
      ['lift', 'elevator'],
      ['real', 'door'],
      ['wet', 'sensor'],
    ]);
    expect((await get('rafael', 'wet')).body).toEqual({
      id: 'wet',
      kind: 'sensor',
      name: 'Sink',
      senses: 'leak',
      unitId: '1203',
      gateway: 'simulator',
    });
    expect((await get('rafael', 'none')).body).toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  test('say themselves how they are, or cannot be reached', async () => {
    expect((await get('rafael', 'gate', '/state')).body).toEqual({
      reachable: true,
      state: { kind: 'door', locked: true },
    });
    await simulate('gate', { script: { behaviour: 'offline' } });
    expect((await get('rafael', 'gate', '/state')).body).toEqual({ reachable: false });
  });
});

describe('the devices of a building', () => {
  const put = (as: string, deviceId: string, body: unknown, version?: number) =>
    world.call({
      as,
      routeKey: `PUT ${DEVICE}`,
      params: paramsOf(deviceId),
      body,
      ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    });
  const remove = (as: string, deviceId: string) =>
    world.call({ as, routeKey: `DELETE ${DEVICE}`, params: paramsOf(deviceId) });
  const METER = { kind: 'meter', name: 'Water', meters: 'water', gateway: 'simulator' };

  test('are added, configured anew and taken out by a manager, and the audit trail says so', async () => {
    const added = await put('ana', 'water', METER);
    expect([added.status, added.headers.etag]).toEqual([200, '"1"']);
    expect(added.body).toEqual({ id: 'water', ...METER });
    const moved = { ...METER, gateway: 'home_assistant', entityId: 'sensor.water', silentAfterMinutes: 60 };
    expect((await put('ana', 'water', moved, 1)).body).toEqual({ id: 'water', ...moved });
    expect((await remove('ana', 'water')).status).toBe(204);
    expect((await get('ana', 'water')).status).toBe(404);
    const audit = await world.call({ as: 'ana', routeKey: `GET ${HOME}/audit`, params: { buildingId: 'home' } });
    const changes = audit.body.items?.map(({ values }) => Object(values).change);
    expect(changes?.toSorted()).toEqual(['added', 'changed', 'removed']);
  });

  test('are not overwritten by somebody who has not seen them', async () => {
    await put('ana', 'water', METER);
    expect((await put('ana', 'water', METER)).body).toMatchObject({ code: 'DEVICE_EXISTS' });
    expect((await put('ana', 'water', METER, 7)).body).toMatchObject({ code: 'DEVICE_CHANGED_MEANWHILE' });
    expect((await put('ana', 'none', METER, 1)).status).toBe(404);
    expect((await put('rafael', 'other', METER)).status).toBe(403);
  });

  test.each<[object, string]>([
    [{ ...METER, meters: 'light' }, 'meters'],
    [{ ...METER, gateway: 'home_assistant' }, 'entityId'],
    [{ ...METER, gateway: 'home_assistant', entityId: 'sensor.a/../b' }, 'entityId'],
    [{ ...METER, silentAfterMinutes: 1 }, 'silentAfterMinutes'],
    [{ ...METER, simulation: 'offline' }, 'simulation'],
    [{ ...METER, kind: 'oven' }, 'kind'],
  ])('%o is refused, naming the field', async (body, field) => {
    expect((await put('ana', 'water', body)).body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ field }] });
  });

  test('report by a hub that signs with the building’s own key, which only a manager is shown', async () => {
    const key = (as: string, buildingId = 'home') =>
      world.call({ as, routeKey: `GET ${HOME}/device-webhook`, params: { buildingId } });
    expect((await key('ana')).body).toEqual({
      path: '/webhooks/devices/home',
      header: 'x-bos-signature',
      signingKey: signingKeyOf('device-secret', 'home'),
    });
    expect([(await key('rafael')).status, (await key('ana', 'elsewhere')).status]).toEqual([403, 404]);
    const audit = await world.call({ as: 'ana', routeKey: `GET ${HOME}/audit`, params: { buildingId: 'home' } });
    expect(audit.body.items?.map(({ action }) => action)).toContain('device.hub_key_disclosed');
  });

  test('show what they have reported, and their troubles', async () => {
    const at = clock.now().toISOString();
    const base = { buildingId: 'home', deviceId: 'wet', receivedAt: at };
    await noteReading({ table }, { ...base, readingId: 'r1', at, measure: 'leak', value: true });
    await noteReading({ table }, { ...base, readingId: 'r2', at, measure: 'battery', value: 12 });
    expect((await get('rafael', 'wet')).body).toMatchObject({
      status: { lastSeenAt: at, battery: 12, troubles: ['leak', 'battery_low'] },
    });
    const { body } = await world.call({
      as: 'rafael',
      routeKey: `GET ${HOME}/devices`,
      params: { buildingId: 'home' },
    });
    expect(body.items?.map((device) => 'status' in device)).toEqual([false, false, false, false, true]);
    expect((await get('rafael', 'wet', '/readings')).body.items).toEqual([
      { id: 'r2', measure: 'battery', value: 12, at, receivedAt: at },
      { id: 'r1', measure: 'leak', value: true, at, receivedAt: at },
    ]);
    const troubles = (query: Record<string, string>) =>
      world.call({ as: 'rafael', routeKey: `GET ${HOME}/device-troubles`, params: { buildingId: 'home' }, query });
    expect((await troubles({})).body.items).toHaveLength(2);
    expect((await troubles({ status: 'over' })).body.items).toEqual([]);
    expect((await get('rafael', 'none', '/readings')).status).toBe(404);
  });
});

describe('a command', () => {
  test('is carried out once for one key, and stands in the access log and the audit trail', async () => {
    const { status, body } = await command('carla', 'd-1203', OPEN);
    expect(status).toBe(200);
    const state = { kind: 'door', locked: false };
    expect(body).toMatchObject({ deviceId: 'd-1203', command: OPEN, status: 'done', state, queued: false });
    expect((await command('carla', 'd-1203', OPEN)).body).toEqual(body);
    expect(await log()).toMatchObject([
      { deviceId: 'd-1203', userId: 'carla', action: 'door_command', outcome: 'done' },
    ]);
    const audit = await world.call({ as: 'ana', routeKey: `GET ${HOME}/audit`, params: { buildingId: 'home' } });
    expect(audit.body.items).toMatchObject([{ action: 'device.commanded', outcome: 'done' }]);
  });

  test('to a device that is offline fails, and nothing is kept for when it comes back', async () => {
    const until = new Date(clock.now().getTime() + HOUR).toISOString();
    await simulate('gate', { script: { behaviour: 'offline', until } });
    const { body } = await command('carla', 'gate', OPEN);
    expect(body).toMatchObject({ status: 'failed', code: 'DEVICE_OFFLINE', queued: false });
    await clock.advance(HOUR);
    expect((await get('rafael', 'gate', '/state')).body).toMatchObject({ state: { locked: true } });
    // The same request is answered with what came of it then.
    expect((await command('carla', 'gate', OPEN)).body).toEqual(body);
    expect((await command('carla', 'gate', OPEN, 'k2')).body).toMatchObject({ status: 'done' });
  });

  test('may wait for a device that is offline, for as long as it says', async () => {
    await simulate('gate', { script: { behaviour: 'offline' } });
    const { status, body } = await command('carla', 'gate', { ...OPEN, waitSeconds: 120 });
    const expiresAt = new Date(clock.now().getTime() + 2 * MINUTE).toISOString();
    expect([status, body]).toMatchObject([200, { status: 'waiting', queued: true, expiresAt, command: OPEN }]);
    expect((await command('carla', 'gate', { ...OPEN, waitSeconds: 120 })).body).toEqual(body);
    expect(await log()).toEqual([]);
  });

  test.each([-1, 1.5, 901])('that is to wait for %d seconds is no command', async (waitSeconds) => {
    const { status, body } = await command('carla', 'gate', { ...OPEN, waitSeconds });
    expect([status, body.errors]).toMatchObject([400, [{ field: 'waitSeconds' }]]);
  });

  test('by somebody whose door it is not is refused, and noted', async () => {
    const { status, body } = await command('james', 'd-1203', OPEN);
    expect([status, body.code]).toEqual([403, 'NOT_YOUR_UNIT']);
    expect(await log()).toMatchObject([{ userId: 'james', outcome: 'refused', code: 'NOT_YOUR_UNIT' }]);
  });

  test('calls an elevator to a floor that it serves', async () => {
    const body = { kind: 'call_elevator', floor: 7, toFloor: 0 };
    expect((await command('james', 'lift', body)).body).toMatchObject({ status: 'done', state: { floor: 7 } });
  });

  test.each<[string, string, unknown, string]>([
    ['of another kind than the device understands', 'wet', OPEN, 'kind'],
    ['to a floor that there is not', 'lift', { kind: 'call_elevator', floor: 12 }, 'floor'],
    ['to a floor that is no number', 'lift', { kind: 'call_elevator', floor: '7' }, 'floor'],
    ['that nobody knows', 'gate', { kind: 'explode' }, 'kind'],
    ['with more than it needs', 'gate', { ...OPEN, loudly: true }, 'loudly'],
  ])('%s is refused, naming the field', async (_what, deviceId, body, field) => {
    const answer = await command('carla', deviceId, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ field }] });
  });

  test('needs a key', async () => {
    const call = { as: 'carla', routeKey: `POST ${DEVICE}/commands`, params: paramsOf('gate'), body: OPEN };
    expect((await world.call(call)).body).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
  });

  test('to another building’s device finds nothing', async () => {
    const routeKey = `POST ${DEVICE}/commands`;
    const headers = { 'idempotency-key': 'k' };
    const call = { as: 'ana', routeKey, params: paramsOf('gate', 'elsewhere'), body: OPEN, headers };
    expect((await world.call(call)).status).toBe(404);
  });
});

describe('a simulation', () => {
  test('is told how to behave, and shows it', async () => {
    const { body } = await simulate('wet', { script: { behaviour: 'works' }, battery: 12, value: true });
    expect(body).toEqual({
      script: { behaviour: 'works' },
      battery: 12,
      value: true,
      codes: [],
      state: { kind: 'sensor', value: true, battery: 12 },
    });
    expect((await get('ana', 'wet', '/simulation')).body).toEqual(body);
  });

  test('is none of the desk’s, nor of a real device', async () => {
    expect((await simulate('gate', { script: { behaviour: 'offline' } }, 'rafael')).status).toBe(403);
    const { status, body } = await simulate('real', { script: { behaviour: 'offline' } });
    expect([status, body.code]).toEqual([409, 'DEVICE_NOT_SIMULATED']);
  });

  test.each<[unknown, string]>([
    [{ script: { behaviour: 'sulks' } }, 'script.behaviour'],
    [{ script: { behaviour: 'late' } }, 'script.answersAfterMilliseconds'],
    [{ script: { behaviour: 'offline', until: 'tomorrow' } }, 'script.until'],
    [{ script: { behaviour: 'works' }, battery: 101 }, 'battery'],
  ])('%o is refused, naming the field', async (body, field) => {
    expect((await simulate('gate', body)).body).toMatchObject({ code: 'INVALID_INPUT', errors: [{ field }] });
  });
});
