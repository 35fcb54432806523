import { auditRecord } from '@bos/governance/audit/audit-record';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { askStaff } from '@bos/people/verification/ask-staff';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';

const clock = virtualClock();
let memory: ReturnType<typeof createMemoryTable>;
let world: ApiWorld;

beforeEach(async () => {
  memory = createMemoryTable({ clock });
  world = await apiWorld({ ...memory, clock, ids: seededIds(clock) });
  await world.addMember('home', 'ana', ['manager']);
  await world.addMember('home', 'rafael', ['front_desk']);
  await world.addMember('home', 'maria', ['resident'], ['1203']);
});

const at = '/v1/buildings/{buildingId}';
const issue = (userId: string, body: unknown = { minutes: 60 }, as = 'rafael') =>
  world.call({
    routeKey: `POST ${at}/people/{userId}/verification-codes`,
    params: { buildingId: 'home', userId },
    body,
    as,
  });
const requests = (status = 'pending') =>
  world.call({
    routeKey: `GET ${at}/verification-requests`,
    params: { buildingId: 'home' },
    query: { status },
    as: 'rafael',
  });
const decide = (
  requestId: string,
  decision: 'approve' | 'refuse',
  body?: unknown,
  as = 'rafael',
  buildingId = 'home',
) =>
  world.call({
    routeKey: `POST ${at}/verification-requests/{requestId}/${decision}`,
    params: { buildingId, requestId },
    ...(body !== undefined && { body }),
    as,
  });
/** Somebody unknown who wrote and asks to be known. */
async function asker() {
  const { userId } = await resolveSender(memory, { phone: '5511977770001', at: clock.now() });
  const membership = await ensureMembership(memory, { buildingId: 'home', userId });
  const { writes, requestId } = await askStaff(memory, {
    membership,
    messageId: 'm1',
    audit: auditRecord,
    at: clock.now(),
  });
  await memory.table.write(writes);
  return { userId, requestId };
}

describe('a verification code', () => {
  test('is shown once, with its end', async () => {
    const { status, body } = await issue('maria');
    expect(status).toBe(201);
    expect(body).toEqual({ code: expect.stringMatching(/^\d{8}$/), expiresAt: '2026-11-22T13:00:00.000Z' });
    expect(JSON.stringify(memory.items())).not.toContain(String(body.code));
  });

  test.each([
    ['for somebody above the desk', 'ana', { minutes: 60 }, 'ROLE_BEYOND_YOURS'],
    ['for oneself', 'rafael', { minutes: 60 }, 'OWN_RIGHTS'],
    ['for nobody', 'joe', { minutes: 60 }, 'PERSON_NOT_FOUND'],
    ['that holds too long', 'maria', { minutes: 1441 }, 'INVALID_INPUT'],
    ['that holds too short', 'maria', { minutes: 9 }, 'INVALID_INPUT'],
  ])('%s is refused', async (_title, userId, body, code) => {
    expect((await issue(userId, body)).body.code).toBe(code);
  });

  test('is refused for somebody who has left', async () => {
    await world.endMembership('home', 'maria');
    expect((await issue('maria')).body).toMatchObject({ status: 409, code: 'PERSON_WITHOUT_RIGHTS' });
  });
});

describe('a request of somebody unknown', () => {
  test('is listed and approved by who may give those rights; the same again changes nothing', async () => {
    const { userId, requestId } = await asker();
    expect((await requests()).body.items?.map(({ id }) => id)).toEqual([requestId]);
    const grant = { displayName: 'Otávio', roles: ['guest'], unitIds: ['1203'], validUntil: '2026-12-01T00:00:00Z' };
    expect((await decide(requestId, 'approve', { ...grant, roles: ['maintenance'] })).body.code).toBe(
      'ROLE_BEYOND_YOURS',
    );
    expect((await decide(requestId, 'approve', { ...grant, unitIds: ['9999'] })).body.code).toBe('UNIT_UNKNOWN');
    expect((await decide(requestId, 'approve', grant)).body).toMatchObject({ status: 'approved', decidedBy: 'rafael' });
    expect((await decide(requestId, 'approve', grant)).status).toBe(200);
    expect((await requests()).body.items).toEqual([]);
    const found = await world.call({
      routeKey: `GET ${at}/people/{userId}`,
      params: { buildingId: 'home', userId },
      as: 'rafael',
    });
    expect(found.body).toMatchObject({ status: 'active', displayName: 'Otávio', roles: ['guest'] });
    expect((await decide(requestId, 'refuse')).body.code).toBe('VERIFICATION_REQUEST_TRANSITION_REFUSED');
  });

  test('is refused, and gives nothing', async () => {
    const { userId, requestId } = await asker();
    expect((await decide(requestId, 'refuse')).body.status).toBe('refused');
    const { body } = await world.call({
      routeKey: `GET ${at}/people/{userId}`,
      params: { buildingId: 'home', userId },
      as: 'rafael',
    });
    expect(body).toMatchObject({ status: 'unverified', roles: [] });
  });

  test('of another building is nobody’s here', async () => {
    const { requestId } = await asker();
    await world.addMember('elsewhere', 'eva', ['manager']);
    const answer = await decide(requestId, 'refuse', undefined, 'eva', 'elsewhere');
    expect(answer.body).toMatchObject({ status: 404, code: 'VERIFICATION_REQUEST_NOT_FOUND' });
  });
});
