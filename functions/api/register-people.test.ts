import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { createIdentity, createIdentityStore, identityKey } from '@bos/people/identities/identity-store';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { registerPerson } from '@bos/people/persons/register-person';
import type { Table } from '@bos/table/table';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
const PHONE = '5511977770001';
let memory: ReturnType<typeof createMemoryTable>;
let world: ApiWorld;

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'maria', ['resident'], ['1203']);
});

const people = '/v1/buildings/{buildingId}/people';
const BIA = { displayName: 'Beatriz Rocha', phone: '+55 (11) 97777-0001', roles: ['resident'], unitIds: ['1203'] };

const register = (body: unknown = BIA, as = 'rafael', headers: Record<string, string> = {}, buildingId = 'home') =>
  world.call({ routeKey: `POST ${people}`, params: { buildingId }, body, as, headers });
async function change(userId: string, body: unknown, as = 'ana', version?: number) {
  const seen = await createMembershipStore(memory.table).get('home', userId);
  return world.call({
    routeKey: `PATCH ${people}/{userId}`,
    params: { buildingId: 'home', userId },
    body,
    as,
    headers: { 'if-match': `"${version ?? seen?.version ?? 1}"` },
  });
}
const find = async (query: Record<string, string>, as = 'rafael') =>
  (await world.call({ routeKey: `GET ${people}`, params: { buildingId: 'home' }, query, as })).body.items?.map(
    ({ id }) => id,
  );
const trail = async (userId: string) => {
  const { items } = await createAuditStore(memory.table).listOfResource('home', `person:${userId}`);
  return items.map(({ action, actor, values }) => `${action} by ${actor.id}: ${values?.status}`).toReversed();
};

describe('somebody new', () => {
  test('is registered with roles and unit, is found by name, unit and telephone, and it is recorded', async () => {
    const { status, body, headers } = await register();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      displayName: 'Beatriz Rocha',
      status: 'active',
      roles: ['resident'],
      unitIds: ['1203'],
    });
    expect(body.phone).toBe('+*********0001');
    expect(headers.etag).toBe('"1"');
    const id = body.id ?? '';
    expect(await find({ name: 'rocha' })).toEqual([id]);
    expect(await find({ unitId: '1203' })).toEqual([id]);
    expect(await find({ phone: '+55 11 97777 0001' })).toEqual([id]);
    expect(await find({ phone: '+5511977770009' })).toEqual([]);
    expect(await find({ unitId: '0704' })).toEqual([]);
    expect(await trail(id)).toEqual(['membership.changed by rafael: active']);
  });

  test('is one person however often the request is repeated', async () => {
    const key = { 'idempotency-key': 'a-key' };
    const first = await register(BIA, 'rafael', key);
    const second = await register(BIA, 'rafael', key);
    expect([first.body.id, first.status]).toEqual([second.body.id, second.status]);
    const anonymous = { displayName: 'Sem Telefone', roles: ['guest'] };
    const [one, other] = [await register(anonymous, 'ana', key), await register(anonymous, 'ana', key)];
    expect(one.body.id).toBe(other.body.id);
    expect(await find({ name: 'telefone' })).toEqual([one.body.id]);
  });

  test('cannot be registered twice by one telephone', async () => {
    await register();
    expect((await register()).body).toMatchObject({ status: 409, code: 'PERSON_IS_MEMBER' });
  });

  test('who wrote before keeps their id and gets the rights', async () => {
    const { userId } = await resolveSender(memory, { phone: PHONE, at: clock.now() });
    await ensureMembership(memory, { buildingId: 'home', userId });
    const key = { 'idempotency-key': 'a-key' };
    const first = await register(BIA, 'rafael', key);
    expect(first.body).toMatchObject({ id: userId, status: 'active', roles: ['resident'] });
    expect(await register(BIA, 'rafael', key)).toEqual(first);
    expect((await register({ ...BIA, unitIds: [] }, 'rafael', key)).body.code).toBe('PERSON_IS_MEMBER');
  });

  test('who is known in another building by the telephone is the same person here', async () => {
    await world.addMember('elsewhere', 'eva', ['manager']);
    const there = await register(BIA, 'eva', {}, 'elsewhere');
    const here = await register();
    expect(here.body.id).toBe(there.body.id);
    expect(here.status).toBe(201);
  });

  test('is known by an e-mail address as well, but one address alone is taken on trust', async () => {
    await world.addMember('elsewhere', 'eva', ['manager']);
    const known = await register({ ...BIA, phone: undefined, email: 'bia@example.com' }, 'eva', {}, 'elsewhere');
    const again = await register({ ...BIA, phone: undefined, email: 'BIA@example.com' });
    expect(again.body.id).toBe(known.body.id);
    const both = await register({ ...BIA, email: 'bia@example.com' });
    expect(both.body).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
  });

  test('no telephone comes to light by an e-mail address', async () => {
    const { userId } = await resolveSender(memory, { phone: PHONE, at: clock.now() });
    const key = await identityKey(memory.blindIndex, 'email', 'bia@example.com');
    if (key) await memory.table.write(createIdentity(key, userId));
    const { body } = await register({ ...BIA, phone: undefined, email: 'bia@example.com' });
    expect(body.id).not.toBe(userId);
    expect(body.phone).toBeUndefined();
  });

  test.each([
    ['a role above one’s own', { ...BIA, roles: ['manager'] }, 403, 'ROLE_BEYOND_YOURS'],
    ['a unit that is not there', { ...BIA, unitIds: ['9999'] }, 400, 'UNIT_UNKNOWN'],
    ['a telephone that is none', { ...BIA, phone: 'reception' }, 400, 'INVALID_INPUT'],
    ['no role at all', { ...BIA, roles: [] }, 400, 'INVALID_INPUT'],
    [
      'an end before the beginning',
      { ...BIA, validFrom: '2027-01-02T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' },
      400,
      'INVALID_INPUT',
    ],
    ['an unknown field', { ...BIA, status: 'active' }, 400, 'INVALID_INPUT'],
  ])('%s is refused', async (_title, body, status, code) => {
    expect((await register(body)).body).toMatchObject({ status, code });
    expect(await createIdentityStore(memory.table, memory.blindIndex).byPhone(PHONE)).toBeUndefined();
  });
});

describe('a member', () => {
  test('gets other roles and units, and is found by these alone', async () => {
    const { body } = await change('maria', { roles: ['owner'], unitIds: ['0704'] }, 'rafael');
    expect(body).toMatchObject({ roles: ['owner'], unitIds: ['0704'] });
    expect(await find({ unitId: '0704' })).toEqual(['maria']);
    expect(await find({ unitId: '1203' })).toEqual([]);
  });

  test('who leaves is found by name and unit no more, has no right left, and may come again', async () => {
    await world.rename('home', 'maria', 'Maria Quintanilha');
    await change('maria', { unitIds: ['1203', '0704'] });
    expect(await find({ name: 'quintanilha' })).toEqual(['maria']);
    const { body } = await change('maria', { status: 'ended' }, 'rafael');
    expect(body).toMatchObject({ status: 'ended', roles: [], unitIds: [], displayName: 'Maria Quintanilha' });
    expect(await find({ name: 'quintanilha' })).toEqual([]);
    expect(await find({ unitId: '1203' })).toEqual([]);
    const own = await world.call({
      routeKey: 'GET /v1/buildings/{buildingId}',
      params: { buildingId: 'home' },
      as: 'maria',
    });
    expect(own.status).toBe(404);
    expect((await change('maria', { unitIds: ['1203'] })).body.code).toBe('MEMBERSHIP_CHANGE_REFUSED');
    await change('maria', { status: 'active', roles: ['guest'], unitIds: ['0704'] });
    expect(await find({ name: 'quintanilha' })).toEqual(['maria']);
    expect(await find({ unitId: '0704' })).toEqual(['maria']);
  });

  test('is changed by who saw the present version', async () => {
    expect((await change('maria', { unitIds: [] }, 'ana', 7)).body).toMatchObject({
      status: 412,
      code: 'MEMBERSHIP_CHANGED_MEANWHILE',
    });
  });

  test('is nobody’s to change who could not have given them their roles', async () => {
    await world.addMember('home', 'bruno', ['maintenance']);
    expect((await change('bruno', { status: 'suspended' }, 'rafael')).body.code).toBe('ROLE_BEYOND_YOURS');
    expect((await change('ana', { status: 'ended' }, 'rafael')).body.code).toBe('ROLE_BEYOND_YOURS');
    await world.addMember('home', 'zoe', ['admin']);
    expect((await change('zoe', { status: 'ended' }, 'ana')).body.code).toBe('ROLE_BEYOND_YOURS');
  });

  test('decides nothing about their own rights', async () => {
    expect((await change('ana', { roles: ['manager', 'developer'] })).body.code).toBe('OWN_RIGHTS');
    expect((await change('ana', { displayName: 'Ana Souza' })).status).toBe(200);
  });

  test('of another building is nobody here', async () => {
    await world.addMember('elsewhere', 'joe', ['resident']);
    expect((await change('joe', { status: 'ended' })).body).toMatchObject({ status: 404, code: 'PERSON_NOT_FOUND' });
  });
});

describe('who runs the building', () => {
  test('stays as long as nobody else does', async () => {
    await world.addMember('home', 'zoe', ['admin']);
    await change('ana', { status: 'suspended' }, 'zoe');
    await world.addMember('home', 'root', ['admin']);
    await change('zoe', { validUntil: '2027-01-01T00:00:00Z' }, 'root');
    expect((await change('root', { status: 'ended' }, 'zoe')).body).toMatchObject({
      status: 409,
      code: 'LAST_MANAGER',
    });
  });

  test('of two who end each other at once, one stays', async () => {
    await world.addMember('home', 'beto', ['manager']);
    const outcomes = await Promise.all([
      change('ana', { status: 'ended' }, 'beto'),
      change('beto', { status: 'ended' }, 'ana'),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const left = await createMembershipStore(memory.table).listByRole('home', 'manager');
    expect(left.filter(({ status }) => status === 'active')).toHaveLength(1);
  });
});

describe('signing out everywhere', () => {
  const signOut = (userId: string, as: string) =>
    world.call({ routeKey: `POST ${people}/{userId}/sign-out`, params: { buildingId: 'home', userId }, as });
  const visit = (issuedAt: Date) =>
    world.call({ routeKey: 'GET /v1/buildings/{buildingId}', params: { buildingId: 'home' }, as: 'maria', issuedAt });

  test('refuses every token of before, and none of after', async () => {
    const before = clock.now();
    await clock.advance(60_000);
    expect((await visit(before)).status).toBe(200);
    expect((await signOut('maria', 'rafael')).status).toBe(204);
    expect((await visit(before)).status).toBe(404);
    await clock.advance(1_000);
    expect((await visit(clock.now())).status).toBe(200);
  });

  test('is everybody’s own, and nobody’s who could not have given the roles', async () => {
    expect((await signOut('maria', 'maria')).status).toBe(204);
    expect((await signOut('ana', 'rafael')).body.code).toBe('ROLE_BEYOND_YOURS');
    expect((await signOut('joe', 'rafael')).body.code).toBe('PERSON_NOT_FOUND');
  });
});

test('a registration that was cut short after the directory is completed by the next one', async () => {
  let writes = 0;
  const table: Table = {
    ...memory.table,
    write: (operations) => (writes++ === 0 ? memory.table.write(operations) : Promise.reject(new Error('killed'))),
  };
  const cutShort = registerPerson(
    { table, blindIndex: memory.blindIndex },
    {
      person: { userId: 'bia', displayName: BIA.displayName, address: { channel: 'phone', text: BIA.phone } },
      membership: { buildingId: 'home', roles: ['resident'], unitIds: [] },
      granter: { userId: 'ana', roles: ['manager'] },
      changedBy: { audit: auditRecord, actor: { kind: 'user', id: 'ana' }, at: clock.now() },
      mayRepeat: false,
    },
  );
  await expect(cutShort).rejects.toThrow('killed');
  expect((await register()).body).toMatchObject({ id: 'bia', status: 'active', roles: ['resident'] });
});
