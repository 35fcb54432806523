import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import type { Role } from '@bos/kernel/role';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeEach, describe, expect, test } from 'vitest';
import { ensureMembership } from './ensure-membership.ts';
import { type Membership, membershipEntity } from './membership.ts';
import { createMembershipStore, type MembershipStore } from './membership-store.ts';
import { createMembership, replaceMembership } from './write-membership.ts';

let memory: ReturnType<typeof createMemoryTable>;
let store: MembershipStore;
const add = (buildingId: string, userId: string, ...roles: Role[]) =>
  memory.table.write([create(membershipEntity, { buildingId, userId, status: 'active', roles, unitIds: [] })]);

beforeEach(() => {
  memory = createMemoryTable({ clock: virtualClock() });
  store = createMembershipStore(memory.table);
});

const ids = (list: readonly { readonly userId: string }[]) => list.map(({ userId }) => userId).sort();

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const freshBuilding = () => `building-${buildings++}`;
const member = (buildingId: string, userId: string, ...roles: Role[]) =>
  create(membershipEntity, { buildingId, userId, status: 'active', roles, unitIds: [] });

describeOnEachTable('the store of memberships', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const members = createMembershipStore(table);
    const buildingId = freshBuilding();
    const ana: Membership = {
      buildingId,
      userId: 'ana',
      status: 'active',
      roles: ['resident'],
      unitIds: ['1203'],
      displayName: 'Ana',
    };
    await table.write([create(membershipEntity, ana)]);
    const at = clock.now().toISOString();
    expect(await members.get(buildingId, 'ana')).toEqual({ ...ana, version: 1, createdAt: at, updatedAt: at });
    expect(await members.get(buildingId, 'an')).toBeUndefined();
    expect(await members.get(`${buildingId}1`, 'ana')).toBeUndefined();
    await expect(table.write([create(membershipEntity, ana)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('finds everybody who has a role, whatever else they are', async () => {
    const { table } = open();
    const members = createMembershipStore(table);
    const buildingId = freshBuilding();
    await table.write([
      member(buildingId, 'ana', 'manager'),
      member(buildingId, 'bia', 'resident', 'manager'),
      member(buildingId, 'caio', 'manager', 'maintenance'),
      member(buildingId, 'davi', 'maintenance'),
      member(buildingId, 'eva', 'resident'),
      member(`${buildingId}1`, 'fabio', 'manager'),
    ]);
    expect(ids(await members.listByRole(buildingId, 'manager'))).toEqual(['ana', 'bia', 'caio']);
    expect(ids(await members.listByRole(buildingId, 'maintenance'))).toEqual(['caio', 'davi']);
    expect(ids(await members.listByRole(buildingId, 'resident'))).toEqual(['bia', 'eva']);
    expect(await members.listByRole(buildingId, 'concierge')).toEqual([]);
  });

  test('follows a role that changed, and finds those whose right is not in force as well', async () => {
    const { table } = open();
    const members = createMembershipStore(table);
    const buildingId = freshBuilding();
    await table.write([member(buildingId, 'ana', 'manager')]);
    const before = await members.get(buildingId, 'ana');
    if (!before) throw new Error('not stored');
    await table.write([replace(membershipEntity, before, { ...before, roles: ['concierge'], status: 'suspended' })]);
    expect(await members.listByRole(buildingId, 'manager')).toEqual([]);
    expect(ids(await members.listByRole(buildingId, 'concierge'))).toEqual(['ana']);
    const late = table.write([replace(membershipEntity, before, { ...before, status: 'ended' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists a person’s memberships over buildings, and everybody in a building page by page', async () => {
    const { table } = open();
    const members = createMembershipStore(table);
    const buildingId = freshBuilding();
    const ana = `ana-of-${buildingId}`;
    await table.write([
      member(buildingId, ana, 'manager'),
      member(`${buildingId}1`, ana, 'owner'),
      member(buildingId, 'bia', 'resident'),
      member(buildingId, 'caio', 'resident'),
    ]);
    expect((await members.listOfUser(ana)).map((one) => one.buildingId)).toEqual([buildingId, `${buildingId}1`]);
    expect(await members.listOfUser(`${ana}-else`)).toEqual([]);
    const first = await members.listOfBuilding(buildingId, { limit: 2 });
    expect(first.items.map(({ userId }) => userId)).toEqual([ana, 'bia']);
    const rest = await members.listOfBuilding(buildingId, { limit: 2, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ userId: 'caio' }], next: null });
  });

  test('shows a name to nobody who only has the table', async () => {
    const { table, items } = open();
    const ana = { buildingId: freshBuilding(), userId: 'ana', status: 'active', roles: [], unitIds: [] } as const;
    await table.write([create(membershipEntity, { ...ana, roles: [], unitIds: [], displayName: 'Quitéria Única' })]);
    expect(JSON.stringify(await items())).not.toContain('Quitéria');
  });
});

describe('ensureMembership', () => {
  test('gives somebody unknown a membership without any right, once', async () => {
    const request = { buildingId: 'demo', userId: 'otavio', displayName: 'Otávio' };
    const [first, second] = await Promise.all([ensureMembership(memory, request), ensureMembership(memory, request)]);
    expect(first).toMatchObject({ status: 'unverified', roles: [], unitIds: [], displayName: 'Otávio', version: 1 });
    expect(second).toEqual(first);
  });

  test('leaves a member as they are', async () => {
    await add('demo', 'ana', 'manager');
    expect(await ensureMembership(memory, { buildingId: 'demo', userId: 'ana' })).toMatchObject({ roles: ['manager'] });
  });
});

describe('who has which right', () => {
  const changedBy = {
    audit: auditRecord,
    actor: { kind: 'user', id: 'ana' },
    at: new Date('2026-11-22T12:00:00Z'),
  } as const;
  const bia: Membership = {
    buildingId: 'demo',
    userId: 'bia',
    status: 'active',
    roles: ['resident'],
    unitIds: ['1203'],
  };
  const trail = async () => {
    const { items } = await createAuditStore(memory.table).listOfResource('demo', 'person:bia');
    return items.map(({ actor, changed, values }) => ({ by: actor.id, changed, values })).toReversed();
  };

  test('is recorded with the change itself', async () => {
    await memory.table.write(await createMembership(memory, bia, changedBy));
    const before = await store.get('demo', 'bia');
    if (!before) throw new Error('not stored');
    const later = { ...changedBy, at: new Date('2026-11-22T12:30:00Z') };
    const promoted: Membership = { ...before, roles: ['front_desk', 'concierge'], unitIds: [] };
    await memory.table.write(await replaceMembership(memory, before, promoted, later));
    expect(await trail()).toEqual([
      { by: 'ana', changed: ['status', 'roles', 'unitIds'], values: { status: 'active', roles: 'resident' } },
      { by: 'ana', changed: ['roles', 'unitIds'], values: { status: 'active', roles: 'front_desk+concierge' } },
    ]);
    const stale = await replaceMembership(memory, before, { ...before, status: 'suspended' }, later);
    await expect(memory.table.write(stale)).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(await trail()).toHaveLength(2);
  });

  test('is changed by somebody, or not at all', async () => {
    await expect(createMembership(memory, bia)).rejects.toThrow(TypeError);
    await memory.table.write(await createMembership(memory, bia, changedBy));
    const before = await store.get('demo', 'bia');
    if (!before) throw new Error('not stored');
    await expect(replaceMembership(memory, before, { ...before, status: 'ended' })).rejects.toThrow(TypeError);
    await memory.table.write(await replaceMembership(memory, before, { ...before, displayName: 'Bia' }));
    expect(await trail()).toHaveLength(1);
  });

  test('is nothing to record for somebody unknown who wrote', async () => {
    await ensureMembership(memory, { buildingId: 'demo', userId: 'bia' });
    expect(await trail()).toEqual([]);
  });
});
