import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let world: ApiWorld;
const path = '/v1/buildings/{buildingId}/missions';
const params = { buildingId: 'home', missionId: 'm-1' };
const get = async (as: string) => (await world.call({ routeKey: `GET ${path}/{missionId}`, params, as })).body;

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'maria', ['resident']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'vera', ['viewer']);
  await world.addThings('1', 'maria');
  await world.addThings('2', 'joao');
});

describe('missions', () => {
  test('are shown with their steps', async () => {
    expect(await get('rafael')).toMatchObject({
      id: 'm-1',
      status: 'running',
      request: 'it drips',
      intents: [{ intent: 'maintenance.report', slots: { place: 'kitchen' } }],
      steps: [{ id: 's1', tool: 'tickets.open', status: 'completed', output: { ticketId: 't' } }],
    });
  });

  test('tell a viewer how they run, not what people said', async () => {
    const seen = await get('vera');
    expect(seen).toMatchObject({ steps: [{ tool: 'tickets.open', status: 'completed' }] });
    expect(JSON.stringify(seen)).not.toMatch(/drips|kitchen/);
  });

  test('of their own are listed to residents', async () => {
    const list = async (as: string) =>
      (await world.call({ routeKey: `GET ${path}`, params: { buildingId: 'home' }, as })).body.items?.length;
    expect(await list('maria')).toBe(1);
    expect(await list('rafael')).toBe(2);
    expect(await get('maria')).toMatchObject({ request: 'it drips' });
  });

  test('keep a ledger', async () => {
    const call = { routeKey: `GET ${path}/{missionId}/activities`, params, as: 'maria' };
    const { items } = (await world.call(call)).body;
    expect(items).toMatchObject([{ id: 'a1', action: 'requested', actor: { kind: 'human', id: 'maria' } }]);
  });
});

describe('cancelling', () => {
  const cancel = (as: string, headers: Record<string, string> = {}, missionId = 'm-1') =>
    world.call({ routeKey: `POST ${path}/{missionId}/cancel`, params: { ...params, missionId }, headers, as });

  test('one’s own mission, or any with the right to it, is taken note of; asked again it stays as it is', async () => {
    const first = await cancel('maria', { 'if-match': '"1"', 'idempotency-key': 'k1' });
    expect(first).toMatchObject({
      status: 202,
      headers: { etag: '"2"' },
      body: { id: 'm-1', status: 'running', cancellation: { by: 'maria' } },
    });
    expect(await cancel('maria', { 'if-match': '"1"', 'idempotency-key': 'k1' })).toMatchObject({ status: 202 });
    expect((await cancel('rafael')).body).toMatchObject({ cancellation: { by: 'maria' } });
    expect((await cancel('rafael', {}, 'm-2')).body).toMatchObject({ cancellation: { by: 'rafael' } });
  });

  test('at another version, somebody else’s, or without the right is refused', async () => {
    expect(await cancel('maria', { 'if-match': '"7"' })).toMatchObject({
      status: 412,
      body: { code: 'MISSION_CHANGED_MEANWHILE' },
    });
    expect((await cancel('maria', {}, 'm-2')).status).toBe(404);
    expect(await cancel('vera')).toMatchObject({ status: 403, body: { code: 'MISSION_CANCEL_FORBIDDEN' } });
  });
});
