import { type LogFields, silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandDevice } from '../command-device.ts';
import type { Device } from '../device.ts';
import type { DeviceCommand } from '../device-state.ts';
import { readConnection } from './connection.ts';
import { createHomeAssistantGateway } from './home-assistant-gateway.ts';
import { type HomeAssistantDouble, startHomeAssistantDouble, TOKEN } from './testing/home-assistant-double.ts';

const base = { buildingId: 'b1', gateway: 'home_assistant', name: 'x' } as const;
const LOCK: Device = { ...base, kind: 'door', door: 'unit', deviceId: 'lock', entityId: 'lock.flat_1203' };
const GATE: Device = { ...base, kind: 'door', door: 'gate', deviceId: 'gate', entityId: 'cover.street_gate' };
const LIFT: Device = {
  ...base,
  kind: 'elevator',
  deviceId: 'lift',
  entityId: 'number.lift_floor',
  lowestFloor: 0,
  highestFloor: 9,
};
const OPEN = { kind: 'open_door' } as const;

/** Half a second between two looks becomes five milliseconds. */
const quick = { after: (milliseconds: number, run: () => void) => systemTimers.after(milliseconds / 100, run) };

let home: HomeAssistantDouble;
let warned: LogFields[];

beforeEach(async () => {
  home = await startHomeAssistantDouble();
  warned = [];
});

afterEach(() => home.close());

function gatewayAt(url = home.url, token = TOKEN) {
  const log = { ...silentLog, warn: (_event: string, fields: LogFields = {}) => void warned.push(fields) };
  return createHomeAssistantGateway({ find: async () => ({ url, token }), timers: quick, log });
}

/** Waits for so many milliseconds at the most. */
function send(device: Device, command: DeviceCommand = OPEN, patience = 2_000, gateway = gatewayAt()) {
  return gateway.send(device, command, { idempotencyKey: 'k', signal: AbortSignal.timeout(patience) });
}

/** Waits until a service was called, and no longer than a moment after that. */
function untilCalled(): AbortSignal {
  const controller = new AbortController();
  home.onCall = () => void setTimeout(() => controller.abort(), 60);
  return controller.signal;
}

/** Sends, and stops waiting a moment after the call. */
const sendAndGiveUp = (device: Device) =>
  gatewayAt().send(device, OPEN, { idempotencyKey: 'k', signal: untilCalled() });

const services = () => home.asked.filter(({ call }) => call.startsWith('POST'));
const reasons = () => warned.map(({ reason }) => reason);

describe('a lock behind Home Assistant', () => {
  test('is unlocked once, and believed when it shows it', async () => {
    home.states.set('lock.flat_1203', { state: 'locked', attributes: { battery_level: 64 } });
    home.onService = () => {
      home.states.set('lock.flat_1203', { state: 'unlocking' });
      setTimeout(() => home.states.set('lock.flat_1203', { state: 'unlocked', attributes: { battery_level: 63 } }), 20);
    };
    expect(await send(LOCK)).toEqual({ outcome: 'confirmed', state: { kind: 'door', locked: false, battery: 63 } });
    expect(services()).toEqual([
      {
        call: 'POST /api/services/lock/unlock',
        authorization: `Bearer ${TOKEN}`,
        body: { entity_id: 'lock.flat_1203' },
      },
    ]);
    expect(warned).toEqual([]);
  });

  test.each(['locked', 'unlocking', 'jammed'])('that stays %s is unknown when the time is up', async (state) => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    home.onService = () => void home.states.set('lock.flat_1203', { state });
    expect(await sendAndGiveUp(LOCK)).toEqual({ outcome: 'unknown' });
    expect(services()).toHaveLength(1);
  });

  test.each(['unavailable', 'unknown'])('that is %s is offline, and is not asked', async (state) => {
    home.states.set('lock.flat_1203', { state });
    expect(await send(LOCK)).toEqual({ outcome: 'offline' });
    expect(services()).toEqual([]);
    expect(await gatewayAt().read(LOCK, AbortSignal.timeout(2_000))).toBeUndefined();
  });

  test('that nobody knows there is offline', async () => {
    expect(await send(LOCK)).toEqual({ outcome: 'offline' });
    expect([services(), reasons()]).toEqual([[], ['HTTP_404']]);
  });

  test('with a token that is no longer good is offline, and the operator is told', async () => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    expect(await send(LOCK, OPEN, 2_000, gatewayAt(home.url, 'old'))).toEqual({ outcome: 'offline' });
    expect([services(), reasons()]).toEqual([[], ['HTTP_401']]);
    expect(JSON.stringify(warned)).not.toContain('old');
  });

  test.each([
    [400, 'refused'],
    [404, 'refused'],
    [401, 'offline'],
    [302, 'offline'],
  ])('whose service answers %d is %s', async (status, outcome) => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    home.instead.set('POST', (_request, response) => response.writeHead(status, { location: '/x' }).end());
    expect(await send(LOCK)).toEqual({ outcome });
    expect(services()).toHaveLength(1);
  });

  test('whose service fails after it has done its work is believed by what it shows', async () => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    home.instead.set('POST', (_request, response) => {
      home.states.set('lock.flat_1203', { state: 'unlocked' });
      response.writeHead(500).end('500 Internal Server Error');
    });
    expect(await send(LOCK)).toMatchObject({ outcome: 'confirmed' });
    expect(services()).toHaveLength(1);
  });

  test('whose answer does not come is unknown when the time is up, and is not called again', async () => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    home.instead.set('POST', () => undefined);
    expect(await sendAndGiveUp(LOCK)).toEqual({ outcome: 'unknown' });
    expect(services()).toHaveLength(1);
  });

  test('whose connection breaks off in the middle is looked at', async () => {
    home.states.set('lock.flat_1203', { state: 'locked' });
    home.instead.set('POST', (request) => void request.socket.destroy());
    expect(await sendAndGiveUp(LOCK)).toEqual({ outcome: 'unknown' });
  });

  test('where nothing listens is offline', async () => {
    const { url } = home;
    await home.close();
    expect(await send(LOCK, OPEN, 2_000, gatewayAt(url))).toEqual({ outcome: 'offline' });
    home = await startHomeAssistantDouble();
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['another shape', '{"state": 7}'],
  ])('whose state is %s is offline', async (_what, text) => {
    home.instead.set('GET', (_request, response) => response.writeHead(200).end(text));
    expect(await send(LOCK)).toEqual({ outcome: 'offline' });
  });

  test('of a building without a Home Assistant is offline', async () => {
    const none = createHomeAssistantGateway({ find: async () => undefined, timers: quick, log: silentLog });
    expect(await send(LOCK, OPEN, 100, none)).toEqual({ outcome: 'offline' });
  });

  test('of a building whose setting cannot be read is offline, and the operator is told', async () => {
    const faults: unknown[] = [];
    const log = { ...silentLog, error: (_event: string, error: unknown) => void faults.push(error) };
    const find = async () => readConnection('nonsense', 'b1');
    const broken = createHomeAssistantGateway({ find, timers: quick, log });
    expect(await send(LOCK, OPEN, 100, broken)).toEqual({ outcome: 'offline' });
    expect(faults).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  test('that is unknown is one order, read back and never sent again', async () => {
    const clock = virtualClock();
    const { table } = createMemoryTable({ clock });
    home.states.set('lock.flat_1203', { state: 'locked' });
    const command = () =>
      commandDevice({ table, gateway: gatewayAt() }, LOCK, OPEN, {
        userId: 'maria',
        idempotencyKey: 'k',
        at: clock.now(),
        signal: untilCalled(),
      });
    expect(await command()).toMatchObject({ status: 'unknown' });
    expect(await command()).toMatchObject({ status: 'unknown' });
    expect(services()).toHaveLength(1);
  });
});

describe('other devices behind Home Assistant', () => {
  test('a gate is a cover that opens', async () => {
    home.states.set('cover.street_gate', { state: 'closed' });
    home.onService = () => void home.states.set('cover.street_gate', { state: 'open' });
    expect(await send(GATE)).toEqual({ outcome: 'confirmed', state: { kind: 'door', locked: false } });
    expect(services().map(({ call }) => call)).toEqual(['POST /api/services/cover/open_cover']);
  });

  test('an elevator is a number that is set', async () => {
    home.states.set('number.lift_floor', { state: '0' });
    home.onService = () => void home.states.set('number.lift_floor', { state: '7' });
    const command = { kind: 'call_elevator', floor: 7 } as const;
    expect(await send(LIFT, command)).toEqual({ outcome: 'confirmed', state: { kind: 'elevator', floor: 7 } });
    expect(services()).toMatchObject([
      { call: 'POST /api/services/number/set_value', body: { entity_id: 'number.lift_floor', value: 7 } },
    ]);
  });

  test('what has no such service is refused without a call', async () => {
    expect(await send({ ...GATE, entityId: 'light.street_gate' })).toEqual({ outcome: 'refused' });
    expect(home.asked).toEqual([]);
  });

  test.each<[string, Device, string, unknown]>([
    [
      'a camera',
      { ...base, kind: 'camera', deviceId: 'c', entityId: 'camera.lobby' },
      'recording',
      { status: 'recording' },
    ],
    [
      'a leak',
      { ...base, kind: 'sensor', senses: 'leak', deviceId: 's', entityId: 'binary_sensor.s' },
      'on',
      { value: true },
    ],
    [
      'no smoke',
      { ...base, kind: 'sensor', senses: 'smoke', deviceId: 's', entityId: 'binary_sensor.s' },
      'off',
      { value: false },
    ],
    [
      'a temperature',
      { ...base, kind: 'sensor', senses: 'temperature', deviceId: 's', entityId: 'sensor.t' },
      '21.5',
      { value: 21.5 },
    ],
    [
      'a meter',
      { ...base, kind: 'meter', meters: 'water', deviceId: 'm', entityId: 'sensor.w' },
      '812.4',
      { value: 812.4 },
    ],
    [
      'a meter without a number',
      { ...base, kind: 'meter', meters: 'water', deviceId: 'm', entityId: 'sensor.w' },
      'soon',
      undefined,
    ],
  ])('%s is read', async (_what, device, state, expected) => {
    home.states.set(device.entityId ?? '', { state });
    const read = await gatewayAt().read(device, AbortSignal.timeout(2_000));
    if (expected === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject({ kind: device.kind, ...Object(expected) });
  });
});

describe('the secret of Home Assistant', () => {
  const secret = JSON.stringify({ b1: { url: 'https://home.example.com/', token: 'secret-token' } });

  test('names address and token of each building', () => {
    expect(readConnection(secret, 'b1')).toEqual({ url: 'https://home.example.com', token: 'secret-token' });
    expect(readConnection(secret, 'b2')).toBeUndefined();
    expect(readConnection(secret, 'toString')).toBeUndefined();
    expect(readConnection(undefined, 'b1')).toBeUndefined();
  });

  test.each(['nonsense', '{"b1":{"url":"ftp://x","token":"secret-token"}}', '{"b1":"secret-token"}'])(
    'that is none is told without its value: %s',
    (text) => {
      expect(() => readConnection(text, 'b1')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
      expect(() => readConnection(text, 'b1')).not.toThrow(/secret-token/);
    },
  );
});
