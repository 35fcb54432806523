import { commandDevice } from '@bos/buildings/devices/command-device';
import { type Device, deviceEntity } from '@bos/buildings/devices/device';
import type { Reading, ReadingValue } from '@bos/buildings/devices/readings/reading';
import { createReadingStore } from '@bos/buildings/devices/readings/reading-store';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { MINUTE } from '@bos/kernel/clock';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import { create } from '@bos/table/write';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build as buildWatch } from '../schedules/watch-devices.ts';
import { oneProcess } from '../testing/one-process.ts';
import { readingOrder } from './device-orders.ts';

const buildingId = 'demo';
const SINK: Device = {
  kind: 'sensor',
  buildingId,
  deviceId: 'sink',
  name: 'Pia do 1203',
  senses: 'leak',
  unitId: '1203',
  gateway: 'simulator',
  silentAfterMinutes: 30,
};

let world: Awaited<ReturnType<typeof oneProcess>>;
let routed: number;

beforeEach(async () => {
  world = await oneProcess();
  await world.table.write([create(deviceEntity, SINK)]);
  routed = world.changes.length;
});

afterEach(() => world.close());

/** The stream carries on what was written since, and the queues work it off. */
async function settle(): Promise<void> {
  for (let before = -1; before < world.changes.length; ) {
    before = world.changes.length;
    await world.route(world.changes.slice(routed));
    routed = before;
    await world.work();
  }
}

async function report(value: ReadingValue, id = 'r1', deviceId = 'sink'): Promise<void> {
  const at = world.clock.now().toISOString();
  const reading: Reading = { buildingId, deviceId, readingId: id, at, receivedAt: at, ...value };
  const { queue, message } = readingOrder(reading);
  await world.queues.send(queue, [message]);
  await world.work();
}

const wet = (id?: string) => report({ measure: 'leak', value: true }, id);
const episodes = async () => (await createReadingStore(world.table).listEpisodes(buildingId, 'open')).items;
const tickets = async () => (await createTicketStore(world.table).listOpen(buildingId)).items;
const inbox = async (userId: string) => (await world.table.list(notificationEntity, { buildingId, userId })).items;
const watch = () => buildWatch(world);

test('a leak opens one ticket and tells the desk, managers and maintenance, each once', async () => {
  await wet();
  await settle();
  expect(await tickets()).toMatchObject([
    { category: 'plumbing', priority: 'high', area: 'unit', unitId: '1203', place: 'Pia do 1203' },
  ]);
  const [ticket] = await tickets();
  for (const member of ['rafael', 'ana', 'bruno']) {
    expect(await inbox(member)).toMatchObject([
      { title: 'Vazamento: Pia do 1203', urgency: 'urgent', ticketId: ticket?.ticketId, aboutUserId: member },
    ]);
  }
  expect(await episodes()).toMatchObject([{ trouble: 'leak', ticketId: ticket?.ticketId }]);
  // More of the same trouble, the same again, and all changes once more.
  await world.clock.advance(MINUTE);
  await wet('r2');
  await wet('r2');
  await world.route(world.changes);
  await world.work();
  expect([(await tickets()).length, (await inbox('ana')).length]).toEqual([1, 1]);
  expect(world.faults).toEqual([]);
});

test('what was reported of nothing that is there is dropped, and holds up nothing', async () => {
  await report({ measure: 'leak', value: true }, 'r1', 'gone');
  await report({ measure: 'smoke', value: true }, 'r2');
  await settle();
  expect([await episodes(), world.faults, world.dead()]).toEqual([[], [], 0]);
});

test('a leak whose change the stream has lost is seen to all the same', async () => {
  await wet();
  routed = world.changes.length;
  await watch()();
  await settle();
  expect(await tickets()).toEqual([]);
  await world.clock.advance(2 * MINUTE);
  await watch()();
  await world.work();
  expect(await tickets()).toHaveLength(1);
  await watch()();
  await world.work();
  expect([(await tickets()).length, (await inbox('ana')).length]).toEqual([1, 1]);
});

test('a device that falls silent is one ticket, until it is heard of and falls silent again', async () => {
  await report({ measure: 'leak', value: false });
  await world.clock.advance(29 * MINUTE);
  await watch()();
  expect(await episodes()).toEqual([]);
  for (let look = 0; look < 3; look++) {
    await world.clock.advance(5 * MINUTE);
    await watch()();
    await settle();
  }
  expect(await episodes()).toMatchObject([{ trouble: 'offline', deviceId: 'sink' }]);
  expect(await tickets()).toMatchObject([{ category: 'other', priority: 'normal' }]);
  expect(await inbox('bruno')).toMatchObject([{ title: 'Sem sinal: Pia do 1203' }]);
  await report({ measure: 'leak', value: false }, 'r2');
  expect(await episodes()).toEqual([]);
});

test('a command that broke off is settled by what the device shows, and told in the access log', async () => {
  const gate = await world.table.get(deviceEntity, { buildingId, deviceId: 'gate' });
  if (gate === undefined) throw new RangeError('gate');
  const { table, clock, devices } = world;
  const broken = { ...devices, send: () => Promise.reject(new Error('killed')) };
  const terms = { userId: 'maria', idempotencyKey: 'k', at: clock.now(), signal: new AbortController().signal };
  await expect(commandDevice({ table, gateway: broken }, gate, { kind: 'open_door' }, terms)).rejects.toThrow('killed');
  const settled = () => commandDevice({ table, gateway: devices }, gate, { kind: 'open_door' }, terms);
  await watch()();
  await expect(settled()).rejects.toMatchObject({ code: 'ORDER_IN_HAND' });
  await clock.advance(3 * MINUTE);
  await watch()();
  expect(await settled()).toMatchObject({ status: 'unknown' });
});
