import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
const path = '/v1/buildings/{buildingId}/people/{userId}/preferences';
let memory: ReturnType<typeof createMemoryTable>;
let world: ApiWorld;

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'bruno', ['maintenance']);
  await world.addMember('home', 'maria', ['resident'], ['1203']);
});

const params = (userId: string, key?: string) => ({ buildingId: 'home', userId, ...(key !== undefined && { key }) });
const note = (body: unknown, as = 'rafael', key = 'contact.hours', userId = 'maria', headers = {}) =>
  world.call({ routeKey: `PUT ${path}/{key}`, params: params(userId, key), body, as, headers });
const forget = (as: string, key = 'contact.hours') =>
  world.call({ routeKey: `DELETE ${path}/{key}`, params: params('maria', key), as });
const list = async (as = 'rafael', userId = 'maria') =>
  (await world.call({ routeKey: `GET ${path}`, params: params(userId), as })).body;
const learned = (value: string, confidence?: number) => note({ value, source: 'learned', confidence });

describe('a preference', () => {
  test('is noted by the desk and by the person, seen by both, and forgotten by either', async () => {
    expect((await note({ value: 'after 18:00' })).body).toEqual({
      id: 'contact.hours',
      value: 'after 18:00',
      source: 'staff',
      confidence: 1,
      notedBy: 'rafael',
      notedAt: '2026-11-22T12:00:00.000Z',
    });
    expect((await note({ value: 'never', source: 'learned' }, 'maria')).body).toMatchObject({ source: 'stated' });
    expect((await list('maria')).items).toMatchObject([{ id: 'contact.hours', value: 'never' }]);
    expect((await forget('maria')).status).toBe(204);
    expect((await list()).items).toEqual([]);
    expect((await forget('rafael')).body.code).toBe('PREFERENCE_NOT_FOUND');
  });

  test('that was learned again changes nothing, and one seen more clearly does', async () => {
    await learned('quiet rooms', 0.6);
    const before = memory.items();
    await clock.advance(1_000);
    await learned('quiet rooms', 0.6);
    await learned('loud rooms', 0.4);
    expect(memory.items()).toEqual(before);
    expect((await learned('loud rooms', 0.7)).body).toMatchObject({ value: 'loud rooms', confidence: 0.7 });
  });

  test.each(['stated', 'staff'])('that was %s gives way to nothing learned', async (source) => {
    await note({ value: 'vegan', source });
    expect((await learned('meat', 1)).body).toMatchObject({ value: 'vegan', source });
    expect((await note({ value: 'vegetarian', source: 'stated' })).body).toMatchObject({ value: 'vegetarian' });
  });

  test('is changed by who saw the present one', async () => {
    const { headers } = await note({ value: 'a' });
    expect(headers.etag).toBe('"1"');
    expect((await note({ value: 'b' }, 'rafael', 'contact.hours', 'maria', { 'if-match': '"1"' })).status).toBe(200);
    const late = await note({ value: 'c' }, 'rafael', 'contact.hours', 'maria', { 'if-match': '"1"' });
    expect(late.body).toMatchObject({ status: 412, code: 'PREFERENCE_CHANGED_MEANWHILE' });
  });

  test('is nobody else’s business, and of nobody here there is none', async () => {
    expect((await list('bruno')).status).toBe(403);
    expect((await note({ value: 'x' }, 'bruno')).body.status).toBe(403);
    await world.addMember('elsewhere', 'joe', ['resident']);
    expect((await list('rafael', 'joe')).status).toBe(404);
    expect((await note({ value: 'x' }, 'rafael', 'diet', 'joe')).body.code).toBe('PERSON_NOT_FOUND');
  });

  test.each([
    ['a key that is none', 'Diät!', { value: 'x' }],
    ['nothing', 'diet', { value: '  ' }],
    ['too certain', 'diet', { value: 'x', source: 'learned', confidence: 1.1 }],
    ['a source that is none', 'diet', { value: 'x', source: 'guessed' }],
  ])('%s is refused by field', async (_title, key, body) => {
    expect((await note(body, 'rafael', key)).body).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });

  test('tells nobody who has the table what it says or is about', async () => {
    await note({ value: 'insulina às 8' }, 'rafael', 'health.medicine');
    expect(JSON.stringify(memory.items())).not.toMatch(/insulina|medicine/);
  });
});
