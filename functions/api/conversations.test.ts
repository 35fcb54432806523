import { messageEntity } from '@bos/conversations/messages/message';
import type { Table } from '@bos/table/table';
import { create } from '@bos/table/write';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let world: ApiWorld;
let table: Table;
const path = '/v1/buildings/{buildingId}/conversations';
const params = { buildingId: 'home', conversationId: 'c-1' };

beforeEach(async () => {
  const memory = createMemoryTable({ clock });
  table = memory.table;
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'maria', ['resident'], ['1203']);
  await world.addMember('home', 'joao', ['resident']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'ana', ['manager']);
  await world.addThings('1', 'maria');
});

const get = (as: string) => world.call({ routeKey: `GET ${path}/{conversationId}`, params, as });
const act = (action: string, as: string, headers = {}) =>
  world.call({ routeKey: `POST ${path}/{conversationId}/${action}`, params, headers, as });
const reply = (body: unknown, headers = {}) =>
  world.call({ routeKey: `POST ${path}/{conversationId}/messages`, params, body, headers, as: 'rafael' });
const messages = async (as: string) =>
  (await world.call({ routeKey: `GET ${path}/{conversationId}/messages`, params, as })).body.items ?? [];

describe('conversations', () => {
  test('are seen by the person whose they are, and by nobody else who lives there', async () => {
    expect((await get('maria')).body).toMatchObject({ id: 'c-1', contact: { value: '+5511900000301' } });
    expect((await messages('maria'))[0]).toMatchObject({ direction: 'inbound', text: 'it drips', status: 'received' });
    expect((await get('joao')).status).toBe(404);
    const list = (as: string) => world.call({ routeKey: `GET ${path}`, params: { buildingId: 'home' }, as });
    expect((await list('maria')).body.items).toHaveLength(2);
    expect((await list('joao')).body.items).toHaveLength(0);
  });

  test('show the desk the end of the telephone, the manager all of it', async () => {
    expect((await get('rafael')).body).toMatchObject({ contact: { value: '+*********0301' } });
    expect((await get('ana')).body).toMatchObject({ contact: { value: '+5511900000301' } });
  });

  test('are listed by state', async () => {
    await act('resolve', 'rafael');
    const ids = async (state: string) => {
      const call = { routeKey: `GET ${path}`, params: { buildingId: 'home' }, query: { state }, as: 'rafael' };
      return (await world.call(call)).body.items?.map(({ id }) => id);
    };
    expect(await ids('open')).toEqual(['e-1']);
    expect(await ids('closed')).toEqual(['c-1']);
  });

  test('a reply is queued and takes the conversation over', async () => {
    const answer = await reply({ text: 'Bom dia!' });
    expect(answer).toMatchObject({
      status: 202,
      body: { direction: 'outbound', sender: 'staff', authorId: 'rafael', text: 'Bom dia!', status: 'queued' },
    });
    expect((await get('rafael')).body).toMatchObject({ state: 'escalated', assignedTo: 'rafael' });
  });

  test('a picture comes with a link for five minutes once it is stored, and with the reason when it is not', async () => {
    const picture = {
      buildingId: 'home',
      conversationId: 'c-1',
      userId: 'maria',
      direction: 'inbound',
      sender: 'person',
      kind: 'image',
      status: 'received',
      sentAt: clock.now().toISOString(),
    } as const;
    const media = { mediaId: '118', mimeType: 'image/jpeg', bytes: 1_000, sha256: 'x' };
    await table.write([
      create(messageEntity, { ...picture, messageId: 'm2', mediaState: 'stored', media }),
      create(messageEntity, { ...picture, messageId: 'm3', mediaState: 'pending', media: { mediaId: '119' } }),
      create(messageEntity, {
        ...picture,
        messageId: 'm4',
        mediaState: 'refused',
        mediaProblem: 'MEDIA_TOO_LARGE',
        media,
      }),
    ]);
    const shown = new Map((await messages('maria')).map((message) => [message.id, message.media]));
    expect(shown.get('m2')).toEqual({
      state: 'stored',
      mimeType: 'image/jpeg',
      bytes: 1_000,
      url: expect.stringMatching(/^\/documents\/home\/media\/c-1\/m2\?/),
      urlExpiresAt: new Date(clock.now().getTime() + 300_000).toISOString(),
    });
    expect(shown.get('m3')).toEqual({ state: 'pending' });
    expect(shown.get('m4')).toEqual({
      state: 'refused',
      mimeType: 'image/jpeg',
      bytes: 1_000,
      problem: 'MEDIA_TOO_LARGE',
    });
    expect(shown.get('m1')).toBeUndefined();
  });

  test('a reply sent again with its key is the first one', async () => {
    const key = { 'idempotency-key': 'k1' };
    const [first, second] = [await reply({ text: 'Oi' }, key), await reply({ text: 'Oi' }, key)];
    expect(second.body.id).toBe(first.body.id);
    const both = await Promise.all([
      reply({ text: 'A' }, { 'idempotency-key': 'k2' }),
      reply({ text: 'A' }, { 'idempotency-key': 'k2' }),
    ]);
    expect(both[0].body.id).toBe(both[1].body.id);
    expect(await messages('rafael')).toHaveLength(3);
  });

  test('a reply that WhatsApp would not take is refused and changes nothing', async () => {
    const buttons = [{ id: 'a', title: 'Yes' }];
    expect((await reply({ text: 'x'.repeat(1025), buttons })).status).toBe(400);
    expect((await get('rafael')).body.state).toBe('active');
  });

  test('taking over with an old version answers 412', async () => {
    expect((await act('take-over', 'ana', { 'if-match': '"1"' })).headers.etag).toBe('"2"');
    expect(await act('take-over', 'rafael', { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'CONVERSATION_CHANGED_MEANWHILE' },
    });
    expect((await get('ana')).body.assignedTo).toBe('ana');
  });

  test('a resolved conversation stays resolved', async () => {
    expect((await act('resolve', 'rafael')).body.state).toBe('resolved');
    expect(await act('take-over', 'rafael')).toMatchObject({
      status: 409,
      body: { code: 'CONVERSATION_TRANSITION_REFUSED' },
    });
    expect((await reply({ text: 'Oi' })).status).toBe(409);
  });
});
