import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let world: ApiWorld;
const path = '/v1/buildings/{buildingId}/tickets';
const building = { buildingId: 'home' };
const leak = { category: 'plumbing', area: 'unit', description: 'The kitchen tap drips.' };

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'maria', ['resident'], ['1203']);
  await world.addMember('home', 'bruno', ['maintenance']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'vera', ['viewer']);
});

const open = (as: string, body: unknown, headers = {}) =>
  world.call({ routeKey: `POST ${path}`, params: building, body, headers, as });
const list = async (as: string, query = {}) =>
  (await world.call({ routeKey: `GET ${path}`, params: building, query, as })).body.items ?? [];
const update = (ticketId: string, as: string, body: unknown, version = 1) =>
  world.call({
    routeKey: `PATCH ${path}/{ticketId}`,
    params: { ...building, ticketId },
    headers: { 'if-match': `"${version}"` },
    body,
    as,
  });

describe('opening a ticket', () => {
  test('names the reporter’s own unit when it is their only one', async () => {
    const { status, body, headers } = await open('maria', leak);
    expect(status).toBe(201);
    expect(body).toMatchObject({ userId: 'maria', unitId: '1203', status: 'open', description: leak.description });
    expect(headers).toMatchObject({ etag: '"1"', location: `/v1/buildings/home/tickets/${body.id}` });
  });

  test('with the same key opens one', async () => {
    const key = { 'idempotency-key': 'abc' };
    const first = await open('maria', leak, key);
    await clock.advance(60_000);
    expect((await open('maria', leak, key)).body).toEqual(first.body);
    expect((await open('bruno', { ...leak, unitId: '1203' }, key)).body.id).not.toBe(first.body.id);
    expect(await list('rafael')).toHaveLength(2);
  });

  test('for a unit of somebody else is refused, but not to staff', async () => {
    expect(await open('maria', { ...leak, unitId: '0704' })).toMatchObject({
      status: 400,
      body: { code: 'UNIT_UNKNOWN' },
    });
    expect((await open('bruno', { ...leak, unitId: '0704' })).body).toMatchObject({ unitId: '0704' });
    expect((await open('bruno', { ...leak, unitId: '9999' })).status).toBe(400);
  });
});

describe('working on a ticket', () => {
  test('needs the version that stands', async () => {
    const { id = '' } = (await open('maria', leak)).body;
    expect(await update(id, 'bruno', { status: 'in_progress' })).toMatchObject({
      status: 200,
      body: { status: 'in_progress' },
      headers: { etag: '"2"' },
    });
    expect((await update(id, 'bruno', { status: 'resolved' })).body).toMatchObject({
      code: 'TICKET_CHANGED_MEANWHILE',
    });
  });

  test('assigns to members alone', async () => {
    const { id = '' } = (await open('maria', leak)).body;
    expect((await update(id, 'rafael', { assignedTo: 'nobody' })).body).toMatchObject({ code: 'ASSIGNEE_UNKNOWN' });
    expect((await update(id, 'rafael', { assignedTo: 'bruno' })).body).toMatchObject({
      assignedTo: 'bruno',
      status: 'assigned',
    });
  });

  test('the reporter comments and reopens, and does nothing else', async () => {
    const { id = '' } = (await open('maria', leak)).body;
    expect((await update(id, 'maria', { status: 'resolved' })).body).toMatchObject({ code: 'TICKET_CHANGE_FORBIDDEN' });
    expect((await update(id, 'maria', { comment: 'It got worse.' })).status).toBe(200);
    expect((await update(id, 'bruno', { status: 'resolved' }, 2)).status).toBe(200);
    expect((await update(id, 'maria', { status: 'open' }, 3)).body).toMatchObject({ status: 'open' });
  });

  test('refuses a change of nothing and a step that is not allowed', async () => {
    const { id = '' } = (await open('maria', leak)).body;
    expect((await update(id, 'bruno', {})).status).toBe(400);
    expect(await update(id, 'bruno', { status: 'closed' })).toMatchObject({
      status: 409,
      body: { code: 'TICKET_TRANSITION_REFUSED' },
    });
  });
});

describe('tickets', () => {
  test('are listed open before closed, or by state', async () => {
    const { id: first = '' } = (await open('maria', leak)).body;
    const { id: second = '' } = (await open('bruno', { ...leak, unitId: '0704' })).body;
    await update(first, 'bruno', { status: 'resolved' });
    const ids = async (query = {}) => (await list('rafael', query)).map(({ id }) => id);
    expect(await ids()).toEqual([second, first]);
    expect(await ids({ status: 'open' })).toEqual([second]);
    expect(await ids({ status: 'closed' })).toEqual([first]);
    expect((await list('maria')).map(({ id }) => id)).toEqual([first]);
  });

  test('tell a viewer how they run, not what people wrote', async () => {
    await open('maria', { ...leak, place: 'kitchen' });
    const [seen] = await list('vera');
    expect(seen).toMatchObject({ category: 'plumbing', status: 'open' });
    expect(seen).not.toHaveProperty('description');
    expect(seen).not.toHaveProperty('place');
  });
});
