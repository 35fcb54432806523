import { auditEntity } from '@bos/governance/audit/audit-record';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import type { Table } from '@bos/table/table';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { build } from './people.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import { type ApiCall, callApi } from './testing/call.ts';
import { HOME } from './testing/things.ts';

const clock = virtualClock();
let memory: ReturnType<typeof createMemoryTable>;
let world: ApiWorld;

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember(HOME, 'ana', ['manager']);
  await world.addMember(HOME, 'maria', ['resident'], ['1203']);
  await world.addMember(HOME, 'rafael', ['front_desk']);
  await world.addMember('elsewhere', 'otto', ['manager']);
  await world.addThings('1', 'maria');
});

const at = '/v1/buildings/{buildingId}';
const call = (routeKey: string, as: string, more: Partial<ApiCall> = {}) => {
  const { params = {}, ...rest } = more;
  return world.call({ routeKey, as, ...rest, params: { buildingId: HOME, ...params } });
};
const trail = (query: Record<string, string> = {}, as = 'ana') => call(`GET ${at}/audit`, as, { query });
/** What was recorded of a resource, oldest first. */
const of = async (resource: string) => (await trail({ resource })).body.items?.toReversed();

describe('what members of staff do is recorded with what it does', () => {
  test('a ticket: what changed, from what to what, by which request; a comment is not', async () => {
    const params = { ticketId: 't-1' };
    const change = (body: object, version: number) =>
      call(`PATCH ${at}/tickets/{ticketId}`, 'rafael', { params, body, headers: { 'if-match': `"${version}"` } });
    await change({ comment: 'Is somebody at home?' }, 1);
    await change({ status: 'in_progress', priority: 'high', comment: 'On my way.' }, 2);
    expect(await of('ticket:t-1')).toEqual([
      {
        id: expect.any(String),
        at: clock.now().toISOString(),
        actor: { kind: 'user', id: 'rafael' },
        action: 'ticket.changed',
        resource: { type: 'ticket', id: 't-1' },
        outcome: 'done',
        requestId: 'request',
        changed: ['status', 'priority'],
        values: { from: 'open', status: 'in_progress', priority: 'high' },
      },
    ]);
  });

  test('a conversation: taken over, once, handed back, resolved', async () => {
    const params = { conversationId: 'c-1' };
    const path = `POST ${at}/conversations/{conversationId}`;
    for (const action of ['take-over', 'hand-back']) await call(`${path}/${action}`, 'rafael', { params });
    for (const text of ['Good morning.', 'Anything else?']) {
      await clock.advance(1_000);
      await call(`${path}/messages`, 'rafael', { params, body: { text } });
    }
    await call(`${path}/resolve`, 'rafael', { params });
    const actions = (await of('conversation:c-1'))?.map(({ action }) => action);
    expect(actions?.toSorted()).toEqual([
      'conversation.handed_back',
      'conversation.resolved',
      'conversation.taken_over',
      'conversation.taken_over',
    ]);
  });

  test('a mission: that somebody asked for its end', async () => {
    const params = { missionId: 'm-1' };
    for (let n = 0; n < 2; n++) await call(`POST ${at}/missions/{missionId}/cancel`, 'rafael', { params });
    expect(await of('mission:m-1')).toEqual([
      expect.objectContaining({ action: 'mission.cancel_requested', values: { status: 'running' }, missionId: 'm-1' }),
    ]);
  });

  test('a building’s terms: which of them', async () => {
    const headers = { 'if-match': '"1"' };
    expect((await call(`PUT ${at}/retention`, 'ana', { body: { mission: 400 }, headers })).status).toBe(200);
    expect(await of('building:home')).toEqual([
      expect.objectContaining({ action: 'building.retention_changed', changed: ['mission'] }),
    ]);
  });

  test('nothing is recorded of what did not happen', async () => {
    const params = { ticketId: 't-1' };
    const headers = { 'if-match': '"7"' };
    const answer = await call(`PATCH ${at}/tickets/{ticketId}`, 'rafael', {
      params,
      headers,
      body: { status: 'waiting' },
    });
    expect(answer.status).toBe(412);
    expect(await of('ticket:t-1')).toEqual([]);
  });
});

describe('what somebody is shown in full is recorded', () => {
  const person = (as: string) => call(`GET ${at}/people/{userId}`, as, { params: { userId: 'maria' } });

  test('a telephone, once an hour for each who saw it; masked and their own is not', async () => {
    for (const as of ['rafael', 'ana', 'ana']) expect((await person(as)).status).toBe(200);
    await call(`GET ${at}/people/{userId}`, 'ana', { params: { userId: 'ana' } });
    expect((await trail()).body.items).toEqual([
      expect.objectContaining({
        action: 'person.contact_disclosed',
        actor: { kind: 'user', id: 'ana' },
        resource: { type: 'person', id: 'maria' },
      }),
    ]);
    await clock.advance(HOUR);
    await person('ana');
    expect(await of('person:maria')).toHaveLength(2);
  });

  test('addresses of conversations, of a list as one', async () => {
    for (const as of ['ana', 'ana', 'rafael', 'maria']) await call(`GET ${at}/conversations`, as);
    await call(`GET ${at}/conversations/{conversationId}`, 'ana', { params: { conversationId: 'c-1' } });
    const resources = (await trail()).body.items?.map(({ resource }) => resource);
    expect(resources).toEqual(
      expect.arrayContaining([
        { type: 'conversation', id: 'list' },
        { type: 'conversation', id: 'c-1' },
      ]),
    );
    expect(resources).toHaveLength(2);
  });

  test('or it is not shown', async () => {
    const table: Table = { ...memory.table, write: () => Promise.reject(new Error('away')) };
    const people = build({ ...memory, table, clock, ids: seededIds(clock), log: silentLog });
    const params = { buildingId: HOME, userId: 'maria' };
    const answer = await callApi(people, { routeKey: `GET ${at}/people/{userId}`, as: 'ana', params });
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
  });
});

describe('a refusal', () => {
  const unit = (as: string) => call(`GET ${at}/units/{unitId}`, as, { params: { unitId: '1203' } });

  test('is recorded, once in ten minutes for each operation', async () => {
    for (let n = 0; n < 5; n++) expect((await unit('maria')).status).toBe(403);
    expect((await call(`GET ${at}/people`, 'maria')).status).toBe(403);
    expect(await of('route:getUnit')).toEqual([
      expect.objectContaining({
        action: 'access.refused',
        outcome: 'refused',
        code: 'FORBIDDEN',
        actor: { kind: 'user', id: 'maria' },
      }),
    ]);
    await clock.advance(10 * MINUTE);
    await unit('maria');
    expect((await trail({ actor: 'maria' })).body.items).toHaveLength(3);
  });

  test('by a use case is recorded by its code', async () => {
    const headers = { 'if-match': '"1"' };
    const body = { status: 'closed' };
    const params = { ticketId: 't-1' };
    expect((await call(`PATCH ${at}/tickets/{ticketId}`, 'maria', { params, headers, body })).status).toBe(403);
    expect(await of('route:updateTicket')).toEqual([expect.objectContaining({ code: 'TICKET_CHANGE_FORBIDDEN' })]);
  });

  test('of a stranger goes into no building’s trail', async () => {
    expect((await unit('otto')).status).toBe(404);
    expect(memory.items().filter(({ type }) => type === auditEntity.type)).toEqual([]);
  });
});

describe('the trail', () => {
  test('is listed by month, actor or resource, in pages, and of its own building alone', async () => {
    for (const as of ['maria', 'rafael']) {
      await clock.advance(MINUTE);
      await call(`GET ${at}/audit`, as);
    }
    const first = await trail({ limit: '1' });
    const second = await trail({ limit: '1', cursor: first.body.next ?? '' });
    const actors = [first, second].map(({ body }) => body.items?.map(({ actor }) => actor));
    expect(actors).toEqual([[{ kind: 'user', id: 'rafael' }], [{ kind: 'user', id: 'maria' }]]);
    expect((await trail({ month: '2026-10' })).body.items).toEqual([]);
    const elsewhere = { routeKey: `GET ${at}/audit`, params: { buildingId: 'elsewhere' }, as: 'otto' };
    expect((await world.call(elsewhere)).body.items).toEqual([]);
    expect((await world.call({ ...elsewhere, query: { cursor: first.body.next ?? '' } })).status).toBe(400);
  });

  test.each([{ month: 'november' }, { resource: 'ticket' }, { actor: 'a#b' }, { actor: 'ana', month: '2026-11' }])(
    'refuses %j',
    async (query) => {
      expect((await trail(query)).status).toBe(400);
    },
  );
});
