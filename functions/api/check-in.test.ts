import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { createConversationStore } from '@bos/conversations/conversations/conversation-store';
import { conversationFor } from '@bos/conversations/conversations/open-conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { createNotificationStore } from '@bos/conversations/notifications/notification-store';
import { DAY } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import { silentLog } from '@bos/kernel/log';
import { membershipEntity } from '@bos/people/memberships/membership';
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

/** A building of a system whose pages are at that address, or nobody knows where. */
async function enter(publicUrl?: string): Promise<void> {
  clock.set(new Date('2026-11-30T12:00:00.000Z'));
  memory = createMemoryTable({ clock });
  documents = createMemoryDocuments({ clock });
  const ports = { ...memory, clock, ids: seededIds(clock), documents };
  world = await apiWorld({ ...ports, publicUrl });
  guestApi = build({ ...ports, log: silentLog }, { checkResponses: true });
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'ana', ['manager']);
}

beforeEach(() => enter('https://solar.example'));

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

async function invited(emma: object = { name: 'Emma Ward' }) {
  const booking = { unitId: '0704', checkIn: '2026-12-02', checkOut: '2026-12-05', guests: [emma] };
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
    expect((await guest('GET', token)).body).toMatchObject({
      status: 'invited',
      building: 'home',
      unitId: '0704',
      phase: 'before',
      arrived: false,
      information: {},
    });
    expect(await submit(token)).toMatchObject({ status: 409, body: { code: 'DOCUMENTS_MISSING' } });
    await send(token);
    expect((await guest('GET', token)).body.documents).toMatchObject([{ kind: 'passport', received: true }]);
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
    expect((await guest('GET', token)).body).toMatchObject({ phase: 'during' });
    await clock.advance(4 * DAY);
    expect((await guest('GET', token)).body).toMatchObject({ phase: 'over', information: {} });
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
    await announce();
    const seen = z.array(z.looseObject({ received: z.boolean() })).parse((await guest('GET', token)).body.documents);
    expect(seen.map(({ received }) => received)).toEqual([true, false]);
    expect((await submit(token)).body.documents).toHaveLength(1);
  });

  test('is rid of a document that was sent by mistake, until it is handed over', async () => {
    const { token } = await invited();
    const take = (key: string) =>
      callApi(guestApi, {
        routeKey: `DELETE ${link}/documents/{documentId}`,
        params: { ...home, token, documentId: key.split('/').at(-1) ?? '' },
      });
    const wrong = await send(token);
    const right = await send(token);
    expect((await take(wrong)).status).toBe(204);
    expect((await take(wrong)).status).toBe(204);
    expect(documents.keys()).toEqual([right]);
    expect((await submit(token)).body.documents).toHaveLength(1);
    expect(await take(right)).toMatchObject({ status: 409, body: { code: 'CHECK_IN_TRANSITION_REFUSED' } });
    expect(documents.keys()).toEqual([right]);
  });

  test('is answered in the language of the guest where documents are handed over as well', async () => {
    const { reservationId, token } = await invited();
    const directions = { pt: 'Pela portaria.', en: 'Through the lobby.' };
    await world.call({
      routeKey: 'PUT /v1/buildings/{buildingId}/arrival-guide',
      params: home,
      as: 'ana',
      body: { directions },
    });
    await clock.advance(2 * DAY);
    expect((await desk(`POST ${reservations}/{reservationId}/check-in`, { reservationId }, undefined, 1)).status).toBe(
      200,
    );
    await send(token);
    const { status, body } = await callApi(guestApi, {
      routeKey: `POST ${link}/submission`,
      params: { ...home, token },
      query: { language: 'pt' },
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { arrived: true, information: { directions: directions.pt } },
    });
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

describe('the address of the page', () => {
  const invite = (reservationId: string, body?: object) => desk(`POST ${journey}/invitation`, { reservationId }, body);
  const messages = () => listMessages();
  /** Emma is to be a guest of the house from her arrival on. */
  const guestToBe = () =>
    memory.table.write([
      create(membershipEntity, {
        ...home,
        userId: 'emma',
        status: 'active',
        roles: ['guest'],
        unitIds: ['0704'],
        validFrom: '2026-12-02T18:00:00.000Z',
        validUntil: '2026-12-05T14:00:00.000Z',
      }),
    ]);
  /** She writes to it before. */
  const writes = () =>
    memory.table.write(
      conversationFor(undefined, {
        ...home,
        userId: 'emma',
        channel: 'whatsapp',
        channelId: '1',
        messageId: 'm1',
        sentAt: clock.now(),
        address: { kind: 'phone', value: '12025550178' },
        language: 'en',
      }).writes,
    );
  async function listMessages() {
    const conversation = await createConversationStore(memory.table).openOf('home', 'emma', 'whatsapp');
    const conversationId = conversation?.conversationId ?? '';
    return (await memory.table.list(messageEntity, { ...home, conversationId })).items.map(({ text: said }) => said);
  }
  const inbox = async () => (await createNotificationStore(memory.table).list('home', 'emma')).items;

  test('holds the secret where no browser sends it', async () => {
    const { reservationId, token } = await invited();
    const { body } = await invite(reservationId);
    expect(body).not.toHaveProperty('told');
    const page = new URL(text.parse(body.page));
    expect([page.origin, page.pathname, page.search]).toEqual(['https://solar.example', '/check-in', '']);
    const [, buildingId, fresh = ''] = /^#(\w+)\/(.+)$/.exec(page.hash) ?? [];
    expect([buildingId, fresh === token]).toEqual(['home', false]);
    expect((await guest('GET', fresh)).status).toBe(200);
  });

  test('goes to whoever wrote a day before, in their language, and each link once', async () => {
    await guestToBe();
    await writes();
    const { reservationId } = await invited({ userId: 'emma' });
    const first = await invite(reservationId, { send: true });
    expect(first).toMatchObject({ status: 201, body: { told: 'messaged' } });
    expect(await messages()).toEqual([
      expect.stringMatching(
        /^Your stay in unit 0704, from 2 Dec: check in here; .*\nhttps:\/\/solar\.example\/check-in#home\//,
      ),
    ]);
    expect((await messages())[0]).toContain(text.parse(first.body.page));
    expect(await inbox()).toMatchObject([{ title: 'Check in by phone' }]);
    const second = await invite(reservationId, { send: true });
    expect(second.body).toMatchObject({ told: 'messaged' });
    expect((await messages()).filter((said) => said?.includes(text.parse(second.body.page)))).toHaveLength(1);
    expect(await messages()).toHaveLength(2);
    const stored = JSON.stringify(memory.items());
    expect(stored).not.toContain('solar.example');
  });

  test('is told in the inbox of who has not written within a day, without the secret, and reaches nobody who is not of the house', async () => {
    await guestToBe();
    const emmas = await invited({ userId: 'emma' });
    expect((await invite(emmas.reservationId, { send: true })).body).toMatchObject({ told: 'inbox' });
    expect(await inbox()).toMatchObject([{ body: expect.stringContaining('unidade 0704') }]);
    expect(JSON.stringify(await inbox())).not.toContain('/check-in#');
    await desk(`POST ${reservations}/{reservationId}/cancel`, emmas, { reason: 'guest' });
    const strangers = await invited();
    expect((await invite(strangers.reservationId, { send: true })).body).toMatchObject({ told: 'absent' });
  });

  test('that nobody knows is told to nobody, and the link that was made before still leads somewhere', async () => {
    await enter();
    const { reservationId, token } = await invited();
    expect(await invite(reservationId, { send: true })).toMatchObject({
      status: 409,
      body: { code: 'CHECK_IN_PAGE_UNKNOWN', detail: expect.stringContaining('BOS_PUBLIC_URL') },
    });
    expect((await guest('GET', token)).status).toBe(200);
    expect((await invite(reservationId)).body).not.toHaveProperty('page');
    expect((await invite(reservationId, { to: 'me' })).status).toBe(400);
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
