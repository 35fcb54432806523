import { auditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import type { Role } from '@bos/kernel/role';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
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
const ids = (list: readonly { readonly userId: string }[]) => list.map(({ userId }) => userId).sort();

beforeEach(() => {
  memory = createMemoryTable({ clock: virtualClock() });
  store = createMembershipStore(memory.table);
});

describe('the membership store', () => {
  test('finds everybody who has a role, whatever else they are', async () => {
    await add('demo', 'ana', 'manager');
    await add('demo', 'bia', 'resident', 'manager');
    await add('demo', 'caio', 'manager', 'maintenance');
    await add('demo', 'davi', 'maintenance');
    await add('demo', 'eva', 'resident');
    await add('other', 'fabio', 'manager');
    expect(ids(await store.listByRole('demo', 'manager'))).toEqual(['ana', 'bia', 'caio']);
    expect(ids(await store.listByRole('demo', 'maintenance'))).toEqual(['caio', 'davi']);
    expect(ids(await store.listByRole('demo', 'resident'))).toEqual(['bia', 'eva']);
    expect(await store.listByRole('demo', 'concierge')).toEqual([]);
  });

  test('lists a person’s memberships over buildings, and a building’s in pages', async () => {
    await add('demo', 'ana', 'manager');
    await add('other', 'ana', 'owner');
    await add('demo', 'bia', 'resident');
    expect((await store.listOfUser('ana')).map(({ buildingId }) => buildingId)).toEqual(['demo', 'other']);
    const first = await store.listOfBuilding('demo', { limit: 1 });
    const second = await store.listOfBuilding('demo', { limit: 1, cursor: first.next ?? '' });
    expect(ids([...first.items, ...second.items])).toEqual(['ana', 'bia']);
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
