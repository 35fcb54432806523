import { createAuditStore } from '@bos/governance/audit/audit-store';
import { DAY } from '@bos/kernel/clock';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { seededIds, type VirtualClock, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const OTHER_PHONE = '5511977770001';
const at = '/v1/buildings/{buildingId}';
let clock: VirtualClock;
let memory: ReturnType<typeof createMemoryTable>;
let world: ApiWorld;
/** Maria, who wrote from a second telephone. */
let second: string;

beforeEach(async () => {
  clock = virtualClock();
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'maria', ['resident'], ['1203']);
  second = (await resolveSender(memory, { phone: OTHER_PHONE, at: clock.now() })).userId;
  await ensureMembership(memory, { buildingId: 'home', userId: second });
});

const propose = (mergedUserId = second, userId = 'maria', as = 'rafael') =>
  world.call({
    routeKey: `POST ${at}/merges`,
    params: { buildingId: 'home' },
    body: { userId, mergedUserId },
    as,
  });
const decide = (
  mergeId: string | undefined,
  decision: 'approve' | 'refuse' | 'undo',
  as = 'ana',
  buildingId = 'home',
) =>
  world.call({
    routeKey: `POST ${at}/merges/{mergeId}/${decision}`,
    params: { buildingId, mergeId: mergeId ?? '' },
    as,
  });
const merge = async () => {
  const { body } = await propose();
  return (await decide(body.id, 'approve')).body;
};
const history = async (kind: string, userId = 'maria', query: Record<string, string> = {}) =>
  (
    await world.call({
      routeKey: `GET ${at}/people/{userId}/history/{kind}`,
      params: { buildingId: 'home', userId, kind },
      query,
      as: 'rafael',
    })
  ).body;
/** Under whom a message from the second telephone goes. */
const senderNow = async () => {
  const identity = await createIdentityStore(memory.table, memory.blindIndex).byPhone(OTHER_PHONE);
  return (await ensureMembership(memory, { buildingId: 'home', userId: identity?.userId ?? '' })).userId;
};

describe('two members who are one person', () => {
  test('are one from the approval of a second member of staff on', async () => {
    const { status, body } = await propose();
    expect([status, body.status]).toEqual([201, 'proposed']);
    expect(await senderNow()).toBe(second);
    expect((await decide(body.id, 'approve', 'rafael')).body.code).toBe('SECOND_PERSON_NEEDED');
    expect((await decide(body.id, 'approve')).body).toMatchObject({ status: 'in_force', decidedBy: 'ana' });
    expect(await senderNow()).toBe('maria');
    expect((await decide(body.id, 'approve')).status).toBe(200);
    const merged = await world.call({
      routeKey: `GET ${at}/people/{userId}`,
      params: { buildingId: 'home', userId: second },
      as: 'ana',
    });
    expect(merged.body).toMatchObject({ status: 'ended', mergedInto: 'maria' });
    const found = await world.call({
      routeKey: `GET ${at}/people`,
      params: { buildingId: 'home' },
      query: { phone: OTHER_PHONE },
      as: 'ana',
    });
    expect(found.body.items?.map(({ id }) => id)).toEqual(['maria']);
    for (const id of ['maria', second]) {
      const { items } = await createAuditStore(memory.table).listOfResource('home', `person:${id}`);
      expect(items.filter(({ action }) => action === 'person.merge').map(({ values }) => values?.status)).toEqual(
        expect.arrayContaining(['proposed', 'in_force']),
      );
    }
  });

  test('what both said, asked for and stayed is found under the one who remains, and nothing was rewritten', async () => {
    await world.addThings('of-maria', 'maria');
    await world.addThings('of-second', second);
    const others = memory
      .items()
      .filter(({ type }) => ['message', 'mission', 'ticket', 'guest_stay'].includes(String(type)));
    await merge();
    expect(memory.items()).toEqual(expect.arrayContaining(others));
    const idsOf = async (kind: string) => (await history(kind, 'maria', { limit: '100' })).items?.map(({ id }) => id);
    const first = { conversations: 'c-of', missions: 'm-of', tickets: 't-of', stays: 'r-of' };
    for (const [kind, prefix] of Object.entries(first)) {
      const found: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await history(kind, 'maria', { limit: '2', ...(cursor && { cursor }) });
        found.push(...(page.items ?? []).map(({ id, userId }) => `${id} under ${userId}`));
        cursor = page.next;
      } while (cursor);
      expect(found, kind).toEqual(
        expect.arrayContaining([`${prefix}-maria under maria`, `${prefix}-second under ${second}`]),
      );
      expect(new Set(found).size).toBe(found.length);
    }
    expect((await idsOf('tickets'))?.length).toBe(1);
    expect((await history('tickets', 'maria', { cursor: '7.' })).code).toBe('INVALID_CURSOR');
  });

  test('may be taken back for seven days: the one who was merged is what they were', async () => {
    await world.addMember('home', 'maria2', ['guest'], ['0704']);
    const { body } = await propose('maria2');
    await decide(body.id, 'approve');
    const call = () =>
      world.call({ routeKey: 'GET /v1/buildings/{buildingId}', params: { buildingId: 'home' }, as: 'maria2' });
    expect((await call()).status).toBe(200);
    expect(await createMembershipStore(memory.table).get('home', 'maria2')).toMatchObject({
      status: 'ended',
      roles: [],
    });
    await clock.advance(6 * DAY);
    expect((await decide(body.id, 'undo')).body).toMatchObject({ status: 'undone', undoneBy: 'ana' });
    expect(await createMembershipStore(memory.table).get('home', 'maria2')).toMatchObject({
      status: 'active',
      roles: ['guest'],
      unitIds: ['0704'],
    });
    const again = await propose('maria2');
    await decide(again.body.id, 'approve');
    await clock.advance(7 * DAY);
    expect((await decide(again.body.id, 'undo')).body.code).toBe('MERGE_REFUSED');
  });

  test('whoever signs in as the one has the rights of the other', async () => {
    await world.addMember('home', 'maria2', ['guest'], ['0704']);
    await decide((await propose('maria2')).body.id, 'approve');
    const own = await world.call({
      routeKey: `GET ${at}/people/{userId}/preferences`,
      params: { buildingId: 'home', userId: 'maria' },
      as: 'maria2',
    });
    expect(own.status).toBe(200);
  });
});

describe('a merge is refused', () => {
  test.each([
    ['of somebody with oneself', () => propose('maria', 'maria'), 'INVALID_INPUT'],
    ['of somebody who is nobody here', () => propose('joe'), 'PERSON_NOT_FOUND'],
    ['into somebody above the desk', () => propose(second, 'ana'), 'ROLE_BEYOND_YOURS'],
    ['of the proposer', () => propose('rafael', 'maria'), 'OWN_RIGHTS'],
    [
      'of a manager',
      async () => {
        await world.addMember('home', 'beto', ['manager']);
        return propose('beto', 'maria', 'ana');
      },
      'MERGE_REFUSED',
    ],
    ['into somebody who has no rights', () => propose('maria', second), 'MERGE_REFUSED'],
  ])('%s', async (_title, attempt, code) => {
    expect((await attempt()).body.code).toBe(code);
  });

  test('where it would make a chain', async () => {
    await merge();
    await world.addMember('home', 'maria2', ['guest'], ['0704']);
    expect((await propose(second, 'maria2')).body.code).toBe('MERGE_REFUSED');
    expect((await propose('maria', 'maria2')).body.code).toBe('MERGE_REFUSED');
  });

  test('of two approvals at once that would make a chain, one fails', async () => {
    await world.addMember('home', 'maria2', ['guest'], ['0704']);
    await world.addMember('home', 'beto', ['manager']);
    const [first, other] = [await propose('maria2', 'maria'), await propose(second, 'maria2')];
    const outcomes = await Promise.all([decide(first.body.id, 'approve'), decide(other.body.id, 'approve', 'beto')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('to be got around by a change of the membership', async () => {
    await merge();
    const { version } = (await createMembershipStore(memory.table).get('home', second)) ?? {};
    const answer = await world.call({
      routeKey: `PATCH ${at}/people/{userId}`,
      params: { buildingId: 'home', userId: second },
      body: { status: 'active', roles: ['resident'] },
      headers: { 'if-match': `"${version}"` },
      as: 'ana',
    });
    expect(answer.body.code).toBe('MEMBERSHIP_CHANGE_REFUSED');
  });

  test('after three days of silence, and after a no', async () => {
    const { body } = await propose();
    await clock.advance(3 * DAY);
    expect((await decide(body.id, 'approve')).body.code).toBe('MERGE_REFUSED');
    const next = await propose();
    expect((await decide(next.body.id, 'refuse')).body.status).toBe('refused');
    expect((await decide(next.body.id, 'approve')).body.code).toBe('MERGE_TRANSITION_REFUSED');
    expect(await senderNow()).toBe(second);
  });

  test('to whoever asks from another building', async () => {
    const { body } = await propose();
    await world.addMember('elsewhere', 'eva', ['manager']);
    expect((await decide(body.id, 'approve', 'eva', 'elsewhere')).status).toBe(404);
  });
});
