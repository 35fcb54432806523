import { signingKeyOf } from '@bos/buildings/devices/readings/webhook-body';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import { chosenTarget, type Target } from '../support/target.ts';
import { DEVICE_SECRET, signatureOf } from '../support/webhook.ts';

const DEVICES = '/v1/buildings/demo/devices';
/** How long what follows from a reading is waited for: milliseconds. */
const PATIENCE: Record<Target, number> = { 'one-machine': 20_000, cloud: 90_000 };

const listSchema = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

let system: SystemUnderTest<Target>;

beforeAll(async () => {
  system = await startSystemUnderTest({ target: chosenTarget });
});

afterAll(async () => {
  await system?.stop();
  if (system) removeDataDir(system.dataDir);
});

const simulate = (deviceId: string, script: object, role = 'manager') =>
  system.call('PUT', `${DEVICES}/${deviceId}/simulation`, { script }, { role });
const open = (deviceId: string, key: string, role = 'manager', more: object = {}) =>
  system.call(
    'POST',
    `${DEVICES}/${deviceId}/commands`,
    { kind: 'open_door', ...more },
    { role, headers: { 'idempotency-key': key } },
  );

async function listed(path: string): Promise<z.infer<typeof listSchema>['items']> {
  return listSchema.parse((await system.get(path)).body).items;
}

/** The items of a list once there are some for which the test holds. */
async function awaited(path: string, holds: (item: Record<string, unknown>) => boolean) {
  const until = performance.now() + PATIENCE[chosenTarget];
  for (;;) {
    const found = (await listed(path)).filter(holds);
    if (found.length > 0 || performance.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('a door', () => {
  test('opens for who may open it, and says so itself', async () => {
    const { status, body } = await open('lobby-b', 'e2e-1', 'resident');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'done', state: { kind: 'door', locked: false } });
    expect((await open('service', 'e2e-2', 'resident')).body).toMatchObject({ code: 'SERVICE_DOOR_STAFF_ONLY' });
    const log = await listed('/v1/buildings/demo/access-log');
    expect(log.slice(0, 2).map(({ deviceId, outcome }) => [deviceId, outcome])).toEqual([
      ['service', 'refused'],
      ['lobby-b', 'done'],
    ]);
  });

  test('that is offline is not opened, and not opened later either', async () => {
    expect((await simulate('gate', { behaviour: 'offline' })).status).toBe(200);
    const failed = await open('gate', 'e2e-3');
    expect(failed.body).toMatchObject({ status: 'failed', code: 'DEVICE_OFFLINE', queued: false });
    expect((await system.get(`${DEVICES}/gate/state`)).body).toEqual({ reachable: false });
    await simulate('gate', { behaviour: 'works' });
    expect((await system.get(`${DEVICES}/gate/state`)).body).toMatchObject({ state: { locked: true } });
    expect((await open('gate', 'e2e-3')).body).toEqual(failed.body);
    expect((await open('gate', 'e2e-4')).body).toMatchObject({ status: 'done' });
  });

  test('that is offline is waited for where the command says so, and opens when it is back', async () => {
    const before = new Date().toISOString();
    await simulate('gate', { behaviour: 'offline' });
    const waits = () => open('gate', 'e2e-6', 'manager', { waitSeconds: 300 });
    expect((await waits()).body).toMatchObject({ status: 'waiting', queued: true });
    await simulate('gate', { behaviour: 'works' });
    const opened = await awaited(
      '/v1/buildings/demo/access-log',
      ({ deviceId, outcome, at }) => deviceId === 'gate' && outcome === 'done' && String(at) > before,
    );
    expect(opened).toHaveLength(1);
    expect((await waits()).body).toMatchObject({ status: 'done', queued: false, state: { locked: false } });
  });

  test('behaves as it was told after everything was killed', async () => {
    await simulate('lobby-a', { behaviour: 'offline' });
    await system.crash();
    expect((await open('lobby-a', 'e2e-5')).body).toMatchObject({ status: 'failed', code: 'DEVICE_OFFLINE' });
    await simulate('lobby-a', { behaviour: 'works' });
  });
});

describe('a sensor', () => {
  const post = (body: string, signature = signatureOf(body, signingKeyOf(DEVICE_SECRET, 'demo'))) =>
    fetch(`${system.url}/webhooks/devices/demo`, { method: 'POST', headers: { 'x-bos-signature': signature }, body });
  const reading = (id: string, measure: string, value: unknown) => ({
    id,
    deviceId: 'sink-1203',
    measure,
    value,
    at: new Date().toISOString(),
  });

  test('that finds water opens one ticket, however often it says so', async () => {
    const sensor = { kind: 'sensor', name: 'Pia do 1203', senses: 'leak', unitId: '1203', gateway: 'simulator' };
    expect((await system.call('PUT', `${DEVICES}/sink-1203`, sensor)).status).toBe(200);
    const body = JSON.stringify({ readings: [reading('r1', 'leak', true), reading('r2', 'battery', 77)] });
    for (let times = 0; times < 2; times++) {
      const answer = await post(body);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({ accepted: 2, refused: [] });
    }
    await post(JSON.stringify({ readings: [reading('r3', 'leak', true)] }));
    const [trouble, ...others] = await awaited(
      '/v1/buildings/demo/device-troubles',
      ({ ticketId }) => ticketId !== undefined,
    );
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ trouble: 'leak', deviceId: 'sink-1203', status: 'open' });
    const tickets = (await listed('/v1/buildings/demo/tickets')).filter(({ place }) => place === 'Pia do 1203');
    expect(tickets).toMatchObject([{ id: trouble?.ticketId, category: 'plumbing', priority: 'high', unitId: '1203' }]);
    const told = await listed('/v1/buildings/demo/notifications');
    expect(told.filter(({ ticketId }) => ticketId === trouble?.ticketId)).toHaveLength(1);
    expect((await system.get(`${DEVICES}/sink-1203`)).body).toMatchObject({
      status: { battery: 77, troubles: ['leak'] },
    });
  });

  test('whose hub does not sign, or signs with another key, is not heard', async () => {
    const body = JSON.stringify({ readings: [reading('r9', 'leak', false)] });
    for (const signature of ['', `sha256=${'0'.repeat(64)}`, signatureOf(body, signingKeyOf(DEVICE_SECRET, 'other'))]) {
      expect((await post(body, signature)).status).toBe(401);
    }
  });
});
