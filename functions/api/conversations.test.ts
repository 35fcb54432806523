import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let world: ApiWorld;
const path = '/v1/buildings/{buildingId}/conversations';
const params = { buildingId: 'home', conversationId: 'c-1' };

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
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
