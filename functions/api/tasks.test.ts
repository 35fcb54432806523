import { HOUR } from '@bos/kernel/clock';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const TASKS = '/v1/buildings/{buildingId}/tasks';
const clock = virtualClock();
const params = { buildingId: 'home' };
let world: ApiWorld;

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rosa', ['housekeeping']);
  await world.addMember('home', 'dora', ['housekeeping']);
  await world.addMember('home', 'bruno', ['maintenance']);
});

const dueIn = (hours: number) => new Date(clock.now().getTime() + hours * HOUR).toISOString();
const open = (body: object, headers = {}) =>
  world.call({
    as: 'ana',
    routeKey: `POST ${TASKS}`,
    params,
    headers,
    body: { kind: 'cleaning', department: 'housekeeping', unitId: '0704', dueAt: dueIn(4), ...body },
  });
const move = (as: string, taskId: string | undefined, what: string, headers = {}) =>
  world.call({
    as,
    routeKey: `PATCH ${TASKS}/{taskId}`,
    params: { ...params, taskId: taskId ?? '' },
    body: { move: what },
    headers,
  });
const list = async (as: string, query: Record<string, string> = {}) =>
  (await world.call({ as, routeKey: `GET ${TASKS}`, params, query })).body.items?.map(({ id }) => id);

test('a department sees its tasks, the first due at the head, and whoever claims one finds it among their own', async () => {
  const late = (await open({})).body.id;
  const soon = (await open({ dueAt: dueIn(1), priority: 'urgent' })).body.id;
  const other = (await open({ department: 'maintenance', kind: 'inspection' })).body.id;
  expect(await list('rosa', { department: 'housekeeping' })).toEqual([soon, late]);
  expect(await list('rosa', { department: 'maintenance' })).toEqual([other]);
  expect(await list('rosa')).toEqual([]);
  expect(await move('rosa', soon, 'claim')).toMatchObject({
    status: 200,
    headers: { etag: '"2"' },
    body: { status: 'claimed', assignedTo: 'rosa', priority: 'urgent' },
  });
  expect(await list('rosa')).toEqual([soon]);
  expect(await list('ana', { assignedTo: 'rosa' })).toEqual([soon]);
  await move('rosa', soon, 'start');
  expect((await move('rosa', soon, 'complete')).body).toMatchObject({ status: 'completed' });
  expect(await list('rosa')).toEqual([]);
  expect(await list('rosa', { status: 'closed' })).toEqual([soon]);
});

test('what somebody has is nobody else’s to claim, nor is another department’s work', async () => {
  const { id } = (await open({})).body;
  await move('rosa', id, 'claim');
  expect(await move('dora', id, 'claim')).toMatchObject({ status: 409, body: { code: 'TASK_TAKEN' } });
  expect(await move('bruno', id, 'claim')).toMatchObject({ status: 403, body: { code: 'TASK_NOT_ALLOWED' } });
  expect(await move('rosa', id, 'complete')).toMatchObject({ status: 409, body: { code: 'TASK_TRANSITION_REFUSED' } });
  expect(await move('rosa', id, 'start', { 'if-match': '"1"' })).toMatchObject({ status: 412 });
  expect(await move('ana', id, 'cancel')).toMatchObject({ status: 200, body: { status: 'cancelled' } });
});

test('a task is opened once for one key, and bad input is named by field', async () => {
  const key = { 'idempotency-key': 'abc' };
  const first = await open({}, key);
  expect(first).toMatchObject({ status: 201, headers: { location: `/v1/buildings/home/tasks/${first.body.id}` } });
  expect((await open({}, key)).body.id).toBe(first.body.id);
  expect(await open({ unitId: '9999' })).toMatchObject({ status: 400, body: { code: 'UNIT_UNKNOWN' } });
  expect(await open({ department: 'kitchen' })).toMatchObject({ status: 400 });
  expect(await open({ dueAt: dueIn(-1) })).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  const both = { department: 'housekeeping', assignedTo: 'rosa' };
  expect(await world.call({ as: 'ana', routeKey: `GET ${TASKS}`, params, query: both })).toMatchObject({ status: 400 });
});
