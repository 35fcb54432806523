import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let world: ApiWorld;
const person = 'GET /v1/buildings/{buildingId}/people/{userId}';

beforeEach(async () => {
  world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
  await world.addMember('home', 'maria', ['resident'], ['1203']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'ana', ['manager']);
});

describe('people', () => {
  test('see themselves with all their memberships', async () => {
    await world.addMember('elsewhere', 'maria', ['owner'], ['0704']);
    const { body } = await world.call({ routeKey: 'GET /v1/me', as: 'maria' });
    expect(body).toEqual({
      id: 'maria',
      displayName: 'maria',
      memberships: [
        { buildingId: 'elsewhere', status: 'active', roles: ['owner'], unitIds: ['0704'] },
        { buildingId: 'home', status: 'active', roles: ['resident'], unitIds: ['1203'] },
      ],
    });
  });

  test('show their whole telephone to those who manage people and its end to the desk', async () => {
    const params = { buildingId: 'home', userId: 'maria' };
    const seen = async (as: string) => (await world.call({ routeKey: person, params, as })).body.phone;
    expect(await seen('ana')).toBe('+5511900000301');
    expect(await seen('rafael')).toBe('+*********0301');
  });

  test('of another building are nobody here', async () => {
    await world.addMember('elsewhere', 'joe', ['resident']);
    const params = { buildingId: 'home', userId: 'joe' };
    expect((await world.call({ routeKey: person, params, as: 'ana' })).status).toBe(404);
  });

  test('are listed in pages', async () => {
    const list = (query: Record<string, string>) =>
      world.call({
        routeKey: 'GET /v1/buildings/{buildingId}/people',
        params: { buildingId: 'home' },
        query,
        as: 'ana',
      });
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.body.next ?? '' });
    expect([...(first.body.items ?? []), ...(second.body.items ?? [])].map(({ id }) => id)).toEqual([
      'ana',
      'maria',
      'rafael',
    ]);
    expect(second.body.next).toBeNull();
  });

  test('are found by words of their name, in pages', async () => {
    for (const userId of ['maria', 'rafael']) await world.rename('home', userId, `${userId} de Souza Conceição`);
    const find = async (query: Record<string, string>) => {
      const { body } = await world.call({
        routeKey: 'GET /v1/buildings/{buildingId}/people',
        params: { buildingId: 'home' },
        query,
        as: 'ana',
      });
      return { ids: body.items?.map(({ id }) => id), next: body.next };
    };
    expect(await find({ name: 'CONCEICAO souza' })).toEqual({ ids: ['maria', 'rafael'], next: null });
    expect(await find({ name: 'rafael' })).toEqual({ ids: ['rafael'], next: null });
    expect(await find({ name: 'lima' })).toEqual({ ids: [], next: null });
    const first = await find({ name: 'souza', limit: '1' });
    expect(first.ids).toEqual(['maria']);
    expect(await find({ name: 'souza', limit: '1', cursor: first.next ?? '' })).toEqual({
      ids: ['rafael'],
      next: null,
    });
  });

  test('a cursor of one list is refused by another', async () => {
    const list = (path: string, cursor?: string | null) =>
      world.call({
        routeKey: `GET /v1/buildings/{buildingId}/${path}`,
        params: { buildingId: 'home' },
        query: { limit: '1', ...(cursor && { cursor }) },
        as: 'ana',
      });
    await world.addThings('x', 'maria');
    await world.addThings('y', 'maria');
    const { next } = (await list('missions')).body;
    expect((await list('tickets', next)).body).toMatchObject({ status: 400, code: 'INVALID_CURSOR' });
  });
});

describe('buildings', () => {
  test('lists only those in which the caller is a member in force', async () => {
    await world.addMember('elsewhere', 'maria', ['owner']);
    await world.endMembership('elsewhere', 'maria');
    const { body } = await world.call({ routeKey: 'GET /v1/buildings', as: 'maria' });
    expect(body.items?.map(({ id }) => id)).toEqual(['home']);
    expect(body.next).toBeNull();
  });

  test('pages by building', async () => {
    await world.addMember('elsewhere', 'maria', ['owner']);
    const page = (query: Record<string, string>) =>
      world.call({ routeKey: 'GET /v1/buildings', query: { limit: '1', ...query }, as: 'maria' });
    const first = (await page({})).body;
    const second = (await page({ cursor: first.next ?? '' })).body;
    expect([first.items?.[0]?.id, second.items?.[0]?.id, second.next]).toEqual(['elsewhere', 'home', null]);
  });
});
