import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { DAY } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import { silentLog } from '@bos/kernel/log';
import { removeCheckInDocuments } from '@bos/stays/check-in/forget-documents';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { build as buildForget } from '../schedules/forget-documents.ts';
import { build } from './check-in.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { callApi } from './testing/call.ts';

const clock = virtualClock();
const home = { buildingId: 'home' };
const reservations = '/v1/buildings/{buildingId}/reservations';
const journey = `${reservations}/{reservationId}/journey`;
const link = '/v1/buildings/{buildingId}/check-in/{token}';
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const text = z.string();
let world: ApiWorld;
let memory: ReturnType<typeof createMemoryTable>;
let documents: ReturnType<typeof createMemoryDocuments>;
let guestApi: ReturnType<typeof build>;

beforeEach(async () => {
  clock.set(new Date('2026-11-30T12:00:00.000Z'));
  memory = createMemoryTable({ clock });
  documents = createMemoryDocuments({ clock });
  const ports = { ...memory, clock, ids: seededIds(clock), documents };
  world = await apiWorld(ports);
  guestApi = build({ ...ports, log: silentLog }, { checkResponses: true });
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'ana', ['manager']);
});

const desk = (routeKey: string, params: object = {}, body?: unknown, version?: number) =>
  world.call({
    routeKey,
    params: { ...home, ...params },
    as: 'rafael',
    ...(body !== undefined && { body }),
    ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
  });
const guest = (method: string, token: string, rest = '', body?: unknown, buildingId = 'home') =>
  callApi(guestApi, {
    routeKey: `${method} ${link}${rest}`,
    params: { buildingId, token },
    ...(body !== undefined && { body }),
  });

async function invited() {
  const booking = { unitId: '0704', checkIn: '2026-12-02', checkOut: '2026-12-05', guests: [{ name: 'Emma Ward' }] };
  const { body } = await desk(`POST ${reservations}`, {}, booking);
  const { id: reservationId, guestIds } = z.object({ id: text, guestIds: z.array(text) }).parse(body);
  const invitation = await desk(`POST ${journey}/invitation`, { reservationId });
  expect(invitation).toMatchObject({ status: 201, body: { checkIn: { status: 'invited' } } });
  const token = text.parse(invitation.body.url).split('/').at(-1) ?? '';
  return { reservationId, token, userId: guestIds[0] ?? '' };
}

/** Sends a file where the guest was told to. */
async function send(token: string, content: Uint8Array = JPEG) {
  const { status, body } = await guest('POST', token, '/documents', { kind: 'passport', contentType: 'image/jpeg' });
  expect(status).toBe(201);
  const { key = '' } = z.record(text, text).parse(body.fields);
  await documents.put({ key, contentType: 'image/jpeg', content });
  return key;
}

const submit = (token: string) => guest('POST', token, '/submission');
const versionOf = async (reservationId: string) =>
  Number(/\d+/.exec(String((await desk(`GET ${journey}`, { reservationId })).headers.etag))?.[0]);
const review = async (reservationId: string, body: object) =>
  desk(`POST ${journey}/review`, { reservationId }, body, await versionOf(reservationId));

describe('the check-in of a guest', () => {
  test('goes from the link over documents and staff to the way, Wi-Fi and the code of the day', async () => {
    const { reservationId, token, userId } = await invited();
    await world.call({
      routeKey: 'PUT /v1/buildings/{buildingId}/arrival-guide',
      params: home,
      as: 'ana',
      body: { wifi: { network: 'Solar', password: 'sol-e-mar' }, directions: { en: 'Through the lobby.' } },
    });
    await memory.table.write([
      create(credentialEntity, {
        status: 'active',
        ...home,
        credentialId: 'k1',
        kind: 'code',
        userId,
        reservationId,
        deviceIds: ['gate'],
        placedOn: ['gate'],
        validFrom: '2026-12-02T18:00:00.000Z',
        validUntil: '2026-12-05T14:00:00.000Z',
        issuedBy: 'stays',
        tries: 0,
        secret: '739105',
        activatedAt: '2026-12-02T18:00:00.000Z',
      }),
    ]);
    expect((await guest('GET', token)).body).toMatchObject({ status: 'invited', unitId: '0704', information: {} });
    expect(await submit(token)).toMatchObject({ status: 409, body: { code: 'DOCUMENTS_MISSING' } });
    await send(token);
    expect((await submit(token)).body).toMatchObject({ status: 'submitted', information: {} });
    const waiting = await desk('GET /v1/buildings/{buildingId}/journeys');
    expect(waiting.body.items).toMatchObject([{ id: reservationId, status: 'submitted' }]);
    const seen = await desk(`GET ${journey}`, { reservationId });
    expect(seen.body.documents).toMatchObject([{ kind: 'passport', url: expect.stringContaining('/documents/') }]);
    expect((await review(reservationId, { status: 'approved' })).body).toMatchObject({ status: 'approved' });
    const approved = (await guest('GET', token)).body;
    expect(approved.information).toEqual({ directions: 'Through the lobby.', from: '2026-12-02' });
    await clock.advance(2 * DAY);
    expect((await guest('GET', token)).body.information).toEqual({
      directions: 'Through the lobby.',
      wifi: { network: 'Solar', password: 'sol-e-mar' },
      code: '739105',
    });
    await clock.advance(4 * DAY);
    expect((await guest('GET', token)).body.information).toEqual({});
    const recorded = JSON.stringify(memory.items().filter(({ type }) => type === 'audit'));
    for (const action of ['stay.guest_invited', 'stay.documents_disclosed', 'stay.documents_reviewed'])
      expect(recorded).toContain(action);
  });

  test('is refused with a reason, and tried again', async () => {
    const { reservationId, token } = await invited();
    await send(token);
    await submit(token);
    expect(await guest('POST', token, '/documents', { kind: 'visa', contentType: 'image/png' })).toMatchObject({
      status: 409,
      body: { code: 'CHECK_IN_TRANSITION_REFUSED' },
    });
    expect((await review(reservationId, { status: 'refused' })).status).toBe(400);
    expect((await review(reservationId, { status: 'refused', reason: 'It is blurred.' })).status).toBe(200);
    expect(JSON.stringify(memory.items())).not.toContain('blurred');
    expect((await guest('GET', token)).body).toMatchObject({ status: 'refused', reason: 'It is blurred.' });
    await send(token);
    expect((await submit(token)).body).toMatchObject({ status: 'submitted' });
    expect((await review(reservationId, { status: 'approved' })).body).not.toHaveProperty('reason');
    expect((await submit(token)).status).toBe(409);
  });

  test('reviews what was looked at, not what came since', async () => {
    const { reservationId, token } = await invited();
    await send(token);
    await submit(token);
    const stale = await desk(`POST ${journey}/review`, { reservationId }, { status: 'approved' }, 1);
    expect(stale).toMatchObject({ status: 412, body: { code: 'CHECK_IN_CHANGED_MEANWHILE' } });
  });

  test('takes no file that is another than it says, and eight at the most', async () => {
    const { token } = await invited();
    const key = await send(token, Buffer.from('<html>'));
    expect(await submit(token)).toMatchObject({ status: 409, body: { code: 'DOCUMENTS_MISSING' } });
    expect(await documents.describe(key)).toBeUndefined();
    expect((await guest('POST', token, '/documents', { kind: 'passport', contentType: 'text/html' })).status).toBe(400);
    for (let more = 0; more < 8; more++) await send(token);
    expect(await guest('POST', token, '/documents', { kind: 'visa', contentType: 'image/png' })).toMatchObject({
      status: 400,
      body: { code: 'DOCUMENTS_TOO_MANY' },
    });
    expect((await submit(token)).body.documents).toHaveLength(8);
  });

  test('what was announced and never sent takes no place', async () => {
    const { token } = await invited();
    const announce = () => guest('POST', token, '/documents', { kind: 'passport', contentType: 'image/jpeg' });
    for (let once = 0; once < 8; once++) expect((await announce()).status).toBe(201);
    await send(token);
    expect((await submit(token)).body.documents).toHaveLength(1);
  });
});

describe('the link', () => {
  test('that is wrong, of another house, replaced, of a stay that is over or of another guest leads nowhere', async () => {
    const { reservationId, token } = await invited();
    const nowhere = { status: 404, body: { code: 'CHECK_IN_NOT_FOUND' } };
    const [id = '', secret = ''] = token.split('.');
    for (const wrong of ['x', id, `${id}.`, `${id}.${'A'.repeat(43)}`, `other.${secret}`, secret])
      expect(await guest('GET', wrong), wrong).toMatchObject(nowhere);
    expect(await guest('GET', token, '', undefined, 'elsewhere')).toMatchObject(nowhere);
    expect(JSON.stringify(memory.items())).not.toContain(secret);
    expect(JSON.stringify(memory.items())).toContain(sha256(secret));
    const again = await desk(`POST ${journey}/invitation`, { reservationId });
    const next = text.parse(again.body.url).split('/').at(-1) ?? '';
    expect(await guest('GET', token)).toMatchObject(nowhere);
    expect((await guest('GET', next)).status).toBe(200);
    const guests = { guests: [{ name: 'Ann Ward' }] };
    expect((await desk(`PUT ${reservations}/{reservationId}/guests`, { reservationId }, guests, 1)).status).toBe(200);
    expect(await guest('GET', next)).toMatchObject(nowhere);
    const ann = text
      .parse((await desk(`POST ${journey}/invitation`, { reservationId })).body.url)
      .split('/')
      .at(-1);
    expect((await guest('GET', ann ?? '')).status).toBe(200);
    await desk(`POST ${reservations}/{reservationId}/cancel`, { reservationId }, { reason: 'guest' });
    expect(await guest('GET', ann ?? '')).toMatchObject(nowhere);
  });
});

describe('identity documents', () => {
  const forget = () => buildForget({ table: memory.table, clock, log: silentLog, documents })();
  const left = () => memory.items().filter(({ type }) => type === 'check_in').length;

  test('are removed thirty days after the departure, and follow a stay that is extended', async () => {
    const { reservationId, token } = await invited();
    await send(token);
    await submit(token);
    await desk(`POST ${reservations}/{reservationId}/extend`, { reservationId }, { checkOut: '2026-12-10' });
    clock.set(new Date('2027-01-10T00:00:00.000Z'));
    await forget();
    expect([documents.keys().length, left()]).toEqual([1, 1]);
    clock.set(new Date('2027-01-11T12:00:00.000Z'));
    await forget();
    expect([documents.keys().length, left()]).toEqual([0, 0]);
  });

  test('of a stay that does not take place come of age at once, and erasure removes them', async () => {
    const { reservationId, token } = await invited();
    await send(token);
    await submit(token);
    await desk(`POST ${reservations}/{reservationId}/cancel`, { reservationId }, { reason: 'guest' });
    const [item] = memory.items().filter(({ type }) => type === 'check_in');
    expect(item?.data).toMatchObject({ endsOn: '2026-11-30' });
    await removeCheckInDocuments(documents, z.object({ type: text, data: z.looseObject({}) }).parse(item));
    expect(documents.keys()).toEqual([]);
    clock.set(new Date('2027-01-01T12:00:00.000Z'));
    await forget();
    expect(left()).toBe(0);
  });
});
