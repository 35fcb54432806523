import { Readable } from 'node:stream';
import { DAY } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import type { CalendarTransport } from '@bos/stays/feeds/fetch-calendar';
import { airbnb, airbnbStay } from '@bos/stays/feeds/testing/calendars';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { build as buildImport } from '../schedules/import-calendars.ts';
import { build } from './calendars.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { eventOf } from './testing/call.ts';

const clock = virtualClock();
const home = { buildingId: 'home' };
const feeds = '/v1/buildings/{buildingId}/calendar-feeds';
const links = '/v1/buildings/{buildingId}/units/{unitId}/calendar-links';
let world: ApiWorld;
let memory: ReturnType<typeof createMemoryTable>;
/** What lies at the addresses of calendars. */
let hosts: Map<string, string>;

const calendars: CalendarTransport = async ({ hostname }) => {
  const calendar = hosts.get(hostname);
  const body = Readable.from(calendar === undefined ? [] : [Buffer.from(calendar)]);
  return { status: calendar === undefined ? 503 : 200, location: undefined, body };
};

beforeEach(async () => {
  clock.set(new Date('2026-11-22T12:00:00.000Z'));
  hosts = new Map();
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock), calendars });
  await world.addMember('home', 'rafael', ['front_desk']);
});

const call = (routeKey: string, params: object = {}, body?: unknown) =>
  world.call({ routeKey, params: { ...home, ...params }, as: 'rafael', ...(body !== undefined && { body }) });
const text = z.string();

async function connect(hostname: string, calendar?: string) {
  if (calendar !== undefined) hosts.set(hostname, calendar);
  const provider = hostname.includes('airbnb') ? 'airbnb' : 'ical';
  const url = `https://${hostname}/c.ics?s=secret`;
  return call(`POST ${feeds}`, {}, { unitId: '0704', provider, url });
}

const stays = airbnb(airbnbStay('HMAAAAAA11', '2026-12-01', '2026-12-04'));
const runImports = () => buildImport({ table: memory.table, clock, log: silentLog, calendars })();

describe('calendars that others keep', () => {
  test('are connected, imported at once and every hour, paused and disconnected; the address is shown to nobody', async () => {
    const { status, body } = await connect('www.airbnb.com', stays);
    expect(status).toBe(201);
    expect(body).toMatchObject({ unitId: '0704', host: 'www.airbnb.com', closedMeans: 'block', status: 'active' });
    expect(JSON.stringify(body)).not.toContain('secret');
    const feed = { feedId: text.parse(body.id) };
    const imported = await call(`POST ${feeds}/{feedId}/import`, feed);
    expect(imported.body).toMatchObject({ outcome: 'done', created: 1, conflicts: [] });
    await clock.advance(DAY / 24);
    await runImports();
    const again = (await call(`GET ${feeds}`)).body.items?.[0];
    expect(again).toMatchObject({ lastImport: { created: 0, unchanged: 1, at: '2026-11-22T13:00:00.000Z' } });
    expect((await call(`PATCH ${feeds}/{feedId}`, feed, { status: 'paused' })).body).toMatchObject({
      status: 'paused',
    });
    await clock.advance(DAY / 24);
    await runImports();
    expect((await call(`GET ${feeds}`)).body.items?.[0]).toMatchObject({
      lastImport: { at: '2026-11-22T13:00:00.000Z' },
    });
    expect((await call(`DELETE ${feeds}/{feedId}`, feed)).status).toBe(204);
    expect((await call(`GET ${feeds}`)).body.items).toEqual([]);
    expect((await call(`POST ${feeds}/{feedId}/import`, feed)).status).toBe(404);
  });

  test('that cannot be had are noted, and keep no other from its import', async () => {
    await connect('gone.example.com');
    await connect('www.airbnb.com', stays);
    await connect('broken.example.com', 'no calendar at all');
    await runImports();
    const { items = [] } = (await call(`GET ${feeds}`)).body;
    const outcome = z.object({ host: z.string(), lastImport: z.looseObject({ outcome: z.string() }) });
    const noted = items.map((item) => outcome.parse(item)).map(({ host, lastImport }) => [host, lastImport.outcome]);
    expect(Object.fromEntries(noted)).toEqual({
      'gone.example.com': 'failed',
      'www.airbnb.com': 'done',
      'broken.example.com': 'failed',
    });
  });

  test('report whose the nights are that they cannot have', async () => {
    const booking = { unitId: '0704', checkIn: '2026-12-03', checkOut: '2026-12-05' };
    const { id } = (await call('POST /v1/buildings/{buildingId}/reservations', {}, booking)).body;
    const feed = { feedId: text.parse((await connect('www.airbnb.com', stays)).body.id) };
    expect((await call(`POST ${feeds}/{feedId}/import`, feed)).body).toMatchObject({
      created: 0,
      conflicts: [{ checkIn: '2026-12-01', checkOut: '2026-12-04', reservationIds: [id] }],
    });
  });

  test('tell the desk of each conflict, once', async () => {
    const second = airbnbStay('HMBBBBBB22', '2026-12-04', '2026-12-06');
    await call(
      'POST /v1/buildings/{buildingId}/reservations',
      {},
      { unitId: '0704', checkIn: '2026-12-03', checkOut: '2026-12-05' },
    );
    await connect('www.airbnb.com', stays);
    await runImports();
    await runImports();
    hosts.set('www.airbnb.com', airbnb(airbnbStay('HMAAAAAA11', '2026-12-01', '2026-12-04'), second));
    await runImports();
    const { items } = (await call('GET /v1/buildings/{buildingId}/notifications')).body;
    expect(items?.map(({ body }) => body).toSorted()).toEqual([
      expect.stringContaining('de 2026-12-01 a 2026-12-04'),
      expect.stringContaining('de 2026-12-04 a 2026-12-06'),
    ]);
  });

  test('lie at public addresses alone', async () => {
    const refuse = async (url: string) =>
      (await call(`POST ${feeds}`, {}, { unitId: '0704', provider: 'ical', url })).status;
    expect(await refuse('http://example.com/c.ics')).toBe(400);
    expect(await refuse('https://user:pass@example.com/c.ics')).toBe(400);
    expect(await refuse('https://example.com:8443/c.ics')).toBe(400);
  });
});

describe('the calendar of a unit', () => {
  const read = (token: string, buildingId = 'home') => {
    const handler = build({ table: memory.table, clock, log: silentLog });
    const routeKey = 'GET /v1/buildings/{buildingId}/calendars/{token}';
    return handler(eventOf({ routeKey, params: { buildingId, token } }));
  };

  test('is read by who has its address, until it is taken back, and tells of nobody', async () => {
    const guests = [{ name: 'Emma Ward', phone: '+1 202 555 0131' }];
    const booking = { unitId: '0704', checkIn: '2026-12-01', checkOut: '2026-12-04', guests };
    await call('POST /v1/buildings/{buildingId}/reservations', {}, booking);
    const made = await call(`POST ${links}`, { unitId: '0704' }, {});
    expect(made.status).toBe(201);
    const token = text.parse(made.body.url).split('/').at(-1) ?? '';
    const answer = await read(`${token}.ics`);
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/calendar; charset=utf-8' } });
    expect(answer.body).toMatch(/DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204/);
    expect(answer.body).not.toMatch(/Emma|0131/);
    expect(await read(token, 'elsewhere')).toMatchObject({ statusCode: 404 });
    expect(await read('x')).toMatchObject({ statusCode: 404 });
    expect(JSON.stringify((await call(`GET ${links}`, { unitId: '0704' })).body)).not.toContain(token);
    const gone = await call(`DELETE ${links}/{linkId}`, { unitId: '0704', linkId: text.parse(made.body.id) });
    expect(gone.status).toBe(204);
    expect(await read(token)).toMatchObject({ statusCode: 404 });
  });

  test('does not tell a channel its own stays back', async () => {
    const feedId = text.parse((await connect('www.airbnb.com', stays)).body.id);
    await call(`POST ${feeds}/{feedId}/import`, { feedId });
    const tokenOf = async (body: object) =>
      text
        .parse((await call(`POST ${links}`, { unitId: '0704' }, body)).body.url)
        .split('/')
        .at(-1) ?? '';
    expect((await read(await tokenOf({}))).body).toContain('20261201');
    expect((await read(await tokenOf({ exceptFeedId: feedId }))).body).not.toContain('20261201');
  });
});
