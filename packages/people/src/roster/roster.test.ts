import { unitEntity } from '@bos/buildings/units/unit';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import { auditEntity, auditRecord } from '@bos/governance/audit/audit-record';
import type { Role } from '@bos/kernel/role';
import type { Table } from '@bos/table/table';
import { create, remove, replace } from '@bos/table/write';
import { type VirtualClock, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { findByPhone } from '../identities/find-by-phone.ts';
import { createMembershipStore } from '../memberships/membership-store.ts';
import { createMembership, replaceMembership } from '../memberships/write-membership.ts';
import { findByName } from '../names/find-by-name.ts';
import { settlePerson } from '../persons/settle-person.ts';
import { importRoster } from './import-roster.ts';
import { planRoster } from './plan-roster.ts';
import { readRoster } from './read-roster.ts';
import { createRosterStore } from './roster-store.ts';
import type { RosterUnits } from './roster-units.ts';
import { undoRoster } from './undo-roster.ts';

const buildingId = 'b';
const FILE = `unidade;torre;andar;nome;papel;telefone
1203;A;12;Maria Gonçalves;morador;(11) 90000-0301
0704;A;7;Carlos Lima;proprietário;(11) 90000-0303
0801;A;8;Carlos Lima;proprietário;(11) 90000-0303
;;;Rafael Dias;porteiro;(11) 90000-0310
`;

const unitsOver = (table: Table, inUse: ReadonlySet<string>): RosterUnits => ({
  getMany: createUnitStore(table).getMany,
  create: (unit) => create(unitEntity, unit),
  replace: (before, after) => replace(unitEntity, before, after),
  remove: (before) => remove(unitEntity, before),
  isInUse: async (_building, unitId) => inUse.has(unitId),
});

class Killed extends Error {}

/** The same table, whose process dies at the n-th write: before it or, the answer being lost, after it. */
function dyingAt(table: Table, at: number, after: boolean): Table {
  let writes = 0;
  return {
    ...table,
    async write(operations) {
      writes += 1;
      if (writes > at) throw new Killed();
      if (writes < at) return table.write(operations);
      if (after) await table.write(operations);
      throw new Killed();
    },
  };
}

function setUp(clock: VirtualClock = virtualClock()) {
  const memory = createMemoryTable({ clock });
  const { table, blindIndex } = memory;
  const inUse = new Set<string>();
  const deps = { table, blindIndex, units: unitsOver(table, inUse) };
  const by = (roles: readonly Role[] = ['manager'], userId = 'ana') => ({
    buildingId,
    granter: { userId, roles },
    changedBy: { audit: auditRecord, actor: { kind: 'user' as const, id: userId }, at: clock.now() },
    now: clock.now,
    mayGoOn: () => true,
  });
  const apply = (text = FILE, over: Partial<typeof deps> = {}) =>
    importRoster({ ...deps, ...over }, { ...by(), text, country: 'BR' });
  const preview = async (text = FILE, roles: readonly Role[] = ['manager'], userId = 'ana') =>
    planRoster(deps, { buildingId, roster: readRoster(text, 'BR'), granter: { userId, roles }, at: clock.now() });
  const undo = (importId: string, over: Partial<typeof deps> = {}) =>
    undoRoster({ ...deps, ...over }, { ...by(), importId });
  const people = async () =>
    (await createMembershipStore(table).listOfBuilding(buildingId, { limit: 100 })).items
      .map(({ displayName, status, roles, unitIds }) => ({ displayName, status, roles, unitIds }))
      .toSorted((a, b) => String(a.displayName).localeCompare(String(b.displayName)));
  const units = async () =>
    (await createUnitStore(table).list(buildingId, { limit: 100 })).items.map(({ unitId }) => unitId);
  /** Somebody who is a member already, by their telephone. */
  const member = async (phone: string, roles: Role[], over: object = {}) => {
    const userId = await settlePerson(deps, {
      userId: `u-${phone.slice(-3)}`,
      displayName: 'Known',
      address: { channel: 'phone', text: phone },
    });
    const membership = {
      buildingId,
      userId,
      status: 'active' as const,
      roles,
      unitIds: [],
      displayName: 'Known',
      ...over,
    };
    await table.write(await createMembership(deps, membership, by().changedBy));
    return userId;
  };
  return { ...memory, deps, inUse, by, apply, preview, undo, people, units, member };
}

describe('the preview of a roster', () => {
  test('says what would be done and writes nothing', async () => {
    const { preview, items, member } = setUp();
    await member('+5511900000310', ['front_desk']);
    const before = items().length;
    const plan = await preview();
    expect(plan.problems).toEqual([]);
    expect(plan.units.map(({ act }) => act)).toEqual(['create', 'create', 'create']);
    expect(plan.people.map(({ act }) => act)).toEqual(['create', 'create', 'unchanged']);
    expect(items()).toHaveLength(before);
  });

  test('refuses by line what its sender could not give by hand', async () => {
    const { preview, member } = setUp();
    const admin = 'nome;papel;telefone\nEve;admin;+5511900000666\nSíndica;síndica;+5511900000667\n';
    expect((await preview(admin)).problems).toMatchObject([{ line: 2, column: 'role' }]);
    expect((await preview(admin, ['front_desk'])).problems).toMatchObject([{ line: 2 }, { line: 3, column: 'role' }]);
    const self = await member('+5511900000312', ['manager']);
    const own = 'unidade;nome;papel;telefone\n1203;Ana;morador;+5511900000312\n';
    expect((await preview(own, ['manager'], self)).problems).toMatchObject([
      { line: 2, rule: expect.stringContaining('own rights') },
    ]);
    expect((await preview(own)).people).toMatchObject([{ act: 'change' }]);
  });

  test('leaves alone what was decided about somebody', async () => {
    const { preview, member } = setUp();
    await member('+5511900000301', ['resident'], { status: 'suspended' });
    await member('+5511900000303', ['guest'], { validUntil: '2099-01-01T00:00:00.000Z' });
    const { problems } = await preview();
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  });

  test('asks about a unit whose zero a spreadsheet has taken away', async () => {
    const { preview, table } = setUp();
    await table.write([create(unitEntity, { buildingId, unitId: '0704', floor: 7 })]);
    expect((await preview('unit;tower\n704;A\n')).problems).toMatchObject([{ line: 2, column: 'unit' }]);
    expect((await preview('unit;tower\n705;A\n')).problems).toEqual([]);
    await table.write([create(unitEntity, { buildingId, unitId: '704', floor: 7 })]);
    expect((await preview('unit;tower\n704;A\n')).problems).toEqual([]);
  });

  test('does not tell who is known in another building', async () => {
    const { preview, deps } = setUp();
    const stranger = await preview();
    await settlePerson(deps, { userId: 'u', displayName: 'M', address: { channel: 'phone', text: '+5511900000301' } });
    expect(await preview()).toEqual(stranger);
  });
});

describe('importing a roster', () => {
  test('makes units and people who are found by telephone and name, and is accounted for', async () => {
    const { apply, deps, table, units, people, items } = setUp();
    const done = await apply();
    expect(done).toMatchObject({ status: 'applied', lines: 4, unitsCreated: 3, peopleAdded: 3, startedBy: 'ana' });
    expect(await units()).toEqual(['0704', '0801', '1203']);
    expect(await people()).toHaveLength(3);
    expect(await findByPhone(deps, buildingId, '+55 11 90000-0303')).toMatchObject({
      displayName: 'Carlos Lima',
      roles: ['owner'],
      unitIds: ['0704', '0801'],
    });
    expect(await findByName(deps, buildingId, 'goncalves')).toHaveLength(1);
    const trail = await table.list(auditEntity, { buildingId, month: '2026-11' }, { limit: 100 });
    expect(trail.items.map(({ action }) => action).toSorted()).toEqual([
      'membership.changed',
      'membership.changed',
      'membership.changed',
      'roster.imported',
    ]);
    const stored = JSON.stringify(items());
    expect(stored).not.toMatch(/Gonçalves|Carlos|900000301/);
  });

  test('twice is once: the same file changes nothing', async () => {
    const { apply, items } = setUp();
    const first = await apply();
    const before = JSON.stringify(items());
    expect(await apply()).toEqual(first);
    expect(JSON.stringify(items())).toBe(before);
  });

  test('adds to what people have, fills in what was missing, and takes nothing away', async () => {
    const { apply, preview, member, table, deps } = setUp();
    const rafael = await member('+5511900000310', ['maintenance'], { unitIds: ['9'] });
    await member('+5511900000301', [], { status: 'unverified', displayName: undefined });
    await apply();
    expect(await createMembershipStore(table).get(buildingId, rafael)).toMatchObject({
      displayName: 'Known',
      roles: ['front_desk', 'maintenance'],
      unitIds: ['9'],
    });
    expect(await findByPhone(deps, buildingId, '+5511900000301')).toMatchObject({
      status: 'active',
      displayName: 'Maria Gonçalves',
      unitIds: ['1203'],
    });
    const again = await preview();
    expect([...again.units, ...again.people].every(({ act }) => act === 'unchanged')).toBe(true);
    const later = await apply('unidade;torre;quartos\n1203;B;3\n');
    expect(later).toMatchObject({ unitsCreated: 0, unitsChanged: 1 });
    expect(await createUnitStore(table).get(buildingId, '1203')).toMatchObject({ tower: 'B', floor: 12, bedrooms: 3 });
  });

  test('a file with one wrong line imports nothing, and names it', async () => {
    const { apply, items } = setUp();
    const attempt = apply(`${FILE}9999;A;9;Eve;rei;(11) 90000-0666\n`);
    await expect(attempt).rejects.toMatchObject({ code: 'ROSTER_REFUSED', problems: [{ field: 'lines.6.role' }] });
    expect(items().filter(({ type }) => type !== 'wrapped_key')).toEqual([]);
  });

  test('a person of another building comes with one membership more, and keeps their own name', async () => {
    const { apply, deps, table } = setUp();
    await settlePerson(deps, {
      userId: 'maria',
      displayName: 'Mari',
      address: { channel: 'phone', text: '+5511900000301' },
    });
    await apply();
    expect(await createMembershipStore(table).get(buildingId, 'maria')).toMatchObject({
      displayName: 'Maria Gonçalves',
    });
    // A telephone and somebody else's e-mail in one line do not make them one.
    await settlePerson(deps, {
      userId: 'eve',
      displayName: 'Eve',
      address: { channel: 'email', text: 'eve@example.com' },
    });
    await apply('nome;papel;telefone;email\nX;guest;+5511900000999;eve@example.com\n');
    expect(await createMembershipStore(table).get(buildingId, 'eve')).toBeUndefined();
  });

  test('ends the same when it is killed at any write and sent again', async () => {
    const whole = setUp();
    await whole.apply();
    const expected = [await whole.people(), await whole.units()];
    let killed = 0;
    for (let at = 1; at <= 20; at++) {
      for (const after of [false, true]) {
        const world = setUp();
        const dying = dyingAt(world.table, at, after);
        const first = await world.apply(FILE, { table: dying }).catch((error: unknown) => error);
        if (first instanceof Killed) killed += 1;
        const done = await world.apply();
        expect(done, `${at} ${after}`).toMatchObject({ status: 'applied', unitsCreated: 3, peopleAdded: 3 });
        expect([await world.people(), await world.units()]).toEqual(expected);
      }
    }
    expect(killed).toBeGreaterThan(15);
  });

  test('two at once do it once', async () => {
    const { apply, people, units } = setUp();
    await Promise.all([apply(), apply(), apply()]);
    expect(await people()).toHaveLength(3);
    expect(await units()).toHaveLength(3);
    expect(await apply()).toMatchObject({ status: 'applied', unitsCreated: 3, peopleAdded: 3 });
  });

  test('without time for all of it goes on when it is sent again', async () => {
    const { deps, by } = setUp();
    let asked = 0;
    const command = { ...by(), text: FILE, country: 'BR' };
    const first = await importRoster(deps, { ...command, mayGoOn: () => asked++ < 2 });
    expect(first).toMatchObject({ status: 'applying' });
    await expect(undoRoster(deps, { ...by(), importId: first.importId })).rejects.toMatchObject({
      code: 'ROSTER_NOT_APPLIED',
    });
    const seen: string[] = [];
    const onProgress = (done: number, of: number) => void seen.push(`${done}/${of}`);
    expect(await importRoster(deps, { ...command, onProgress })).toMatchObject({
      status: 'applied',
      unitsCreated: 3,
      peopleAdded: 3,
    });
    expect(seen.at(-1)).toBe('2/2');
  });
});

describe('taking an import back', () => {
  test('leaves nothing of what it made: no right, no name, no unit', async () => {
    const { apply, undo, people, units, deps, table } = setUp();
    const { importId } = await apply();
    expect(await undo(importId)).toMatchObject({ status: 'undone', takenBack: 6, kept: 0 });
    expect(await units()).toEqual([]);
    expect(await people()).toEqual(
      Array.from({ length: 3 }, () => ({ displayName: undefined, status: 'unverified', roles: [], unitIds: [] })),
    );
    expect(await findByName(deps, buildingId, 'maria')).toEqual([]);
    const trail = await table.list(auditEntity, { buildingId, month: '2026-11' }, { limit: 100 });
    expect(trail.items.find(({ action }) => action === 'roster.undone')?.values).toEqual({ lines: 4, kept: 0 });
  });

  test('gives back what it had changed, and can be imported again', async () => {
    const { apply, undo, member, table, units } = setUp();
    const rafael = await member('+5511900000310', ['maintenance']);
    await table.write([create(unitEntity, { buildingId, unitId: '1203', floor: 3, operatorId: 'x' })]);
    const { importId } = await apply();
    await undo(importId);
    expect(await createMembershipStore(table).get(buildingId, rafael)).toMatchObject({
      roles: ['maintenance'],
      displayName: 'Known',
    });
    expect(await createUnitStore(table).get(buildingId, '1203')).toMatchObject({ floor: 3, operatorId: 'x' });
    const again = await apply();
    expect(again.importId).not.toBe(importId);
    expect(again).toMatchObject({ status: 'applied', peopleAdded: 0, peopleChanged: 3 });
    expect(await units()).toHaveLength(3);
  });

  test('leaves what somebody has changed or used since, and says what and why', async () => {
    const { apply, undo, deps, by, table, inUse, units } = setUp();
    const { importId } = await apply();
    const maria = await findByPhone(deps, buildingId, '+5511900000301');
    if (maria === undefined) throw new Error('nobody');
    const moved = { ...maria, displayName: 'Maria G.' };
    await table.write(await replaceMembership(deps, maria, moved, by().changedBy));
    const unit = await createUnitStore(table).get(buildingId, '0704');
    if (unit === undefined) throw new Error('no unit');
    await table.write([replace(unitEntity, unit, { ...unit, bedrooms: 2 })]);
    inUse.add('0801');
    expect(await undo(importId)).toMatchObject({ status: 'undone', takenBack: 2, kept: 4 });
    expect(await units()).toEqual(['0704', '0801', '1203']);
    const steps = await createRosterStore(table).steps(buildingId, importId);
    const left = steps.flatMap(({ stepId, undo: because }) =>
      because === 'taken_back' ? [] : [`${stepId} ${because}`],
    );
    expect(left.toSorted()).toEqual(
      [
        `person-${maria.userId} changed_since`,
        'unit-0704 changed_since',
        'unit-0801 in_use',
        'unit-1203 in_use',
      ].toSorted(),
    );
  });

  test('ends the same when it is killed at any write and asked again', async () => {
    for (let at = 1; at <= 9; at++) {
      for (const after of [false, true]) {
        const world = setUp();
        const { importId } = await world.apply();
        await world.undo(importId, { table: dyingAt(world.table, at, after) }).catch(() => undefined);
        expect(await world.undo(importId), `${at} ${after}`).toMatchObject({ status: 'undone', takenBack: 6, kept: 0 });
        expect(await world.units()).toEqual([]);
      }
    }
  });

  test('nobody takes back by it what they could not by hand, nor their own rights', async () => {
    const { apply, deps, by, table } = setUp();
    const { importId } = await apply(
      'nome;papel;telefone\nSíndica;síndica;+5511900000312\nMaria;resident;+5511900000301\n',
    );
    const sindica = await findByPhone(deps, buildingId, '+5511900000312');
    const own = await undoRoster(deps, { ...by(['manager'], sindica?.userId), importId });
    expect(own).toMatchObject({ takenBack: 1, kept: 1 });
    expect(await createMembershipStore(table).get(buildingId, sindica?.userId ?? '')).toMatchObject({
      roles: ['manager'],
    });
    await expect(undoRoster(deps, { ...by(), importId: 'none' })).rejects.toMatchObject({
      code: 'ROSTER_IMPORT_NOT_FOUND',
    });
  });
});
