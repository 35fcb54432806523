import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { changeUnit } from './change-unit.ts';
import { createUnits } from './create-units.ts';
import { createUnitStore } from './unit-store.ts';

const at = new Date('2026-11-22T12:00:00.000Z');

function setUp() {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const membersAmong = async (_buildingId: string, userIds: readonly string[]) =>
    new Set(userIds.filter((userId) => userId === 'carlos'));
  return { store: createUnitStore(table), deps: { table, membersAmong } };
}

describe('adding units', () => {
  test('adds all of them', async () => {
    const { store, deps } = setUp();
    const units = Array.from({ length: 100 }, (_, n) => ({ unitId: `${1000 + n}`, floor: 10, tower: 'A' }));
    await createUnits(deps, 'b', units);
    expect((await store.list('b', { limit: 100 })).items).toHaveLength(100);
  });

  test('adds none when one stands already or is named twice, and says which', async () => {
    const { store, deps } = setUp();
    await createUnits(deps, 'b', [{ unitId: '2', floor: 0 }]);
    const some = createUnits(
      deps,
      'b',
      ['1', '2', '3'].map((unitId) => ({ unitId, floor: 0 })),
    );
    await expect(some).rejects.toMatchObject({ code: 'UNIT_EXISTS', problems: [{ field: 'units.1.unitId' }] });
    const twice = createUnits(
      deps,
      'b',
      ['4', '5', '4'].map((unitId) => ({ unitId, floor: 0 })),
    );
    await expect(twice).rejects.toMatchObject({ code: 'UNIT_EXISTS', problems: [{ field: 'units.2.unitId' }] });
    expect((await store.list('b')).items.map(({ unitId }) => unitId)).toEqual(['2']);
  });

  test('whoever is to be turned to is a member', async () => {
    const { store, deps } = setUp();
    const units = [
      { unitId: '1', floor: 0, operatorId: 'carlos' },
      { unitId: '2', floor: 0, operatorId: 'nobody' },
    ];
    await expect(createUnits(deps, 'b', units)).rejects.toMatchObject({
      code: 'OPERATOR_UNKNOWN',
      problems: [{ field: 'units.1.operatorId' }],
    });
    await createUnits(deps, 'b', units.slice(0, 1));
    expect(await store.get('b', '1')).toMatchObject({ operatorId: 'carlos' });
  });
});

describe('changing a unit', () => {
  test('changes what is named, takes away what is null, and leaves the rest', async () => {
    const { deps } = setUp();
    await createUnits(deps, 'b', [{ unitId: '1', floor: 3, tower: 'A', bedrooms: 2 }]);
    const command = { buildingId: 'b', unitId: '1', at };
    const change = { bedrooms: null, operatorId: 'carlos' };
    const after = await changeUnit(deps, { ...command, change, expectedVersion: 1 });
    expect(after).toMatchObject({ unitId: '1', floor: 3, tower: 'A', operatorId: 'carlos', version: 2 });
    expect(after.bedrooms).toBeUndefined();
    expect(await changeUnit(deps, { ...command, change: { floor: 3 }, expectedVersion: 2 })).toMatchObject({
      version: 2,
    });
  });

  test('needs the version that was seen, a unit that there is, and an operator who is a member', async () => {
    const { deps } = setUp();
    await createUnits(deps, 'b', [{ unitId: '1', floor: 3 }]);
    const command = { buildingId: 'b', unitId: '1', change: { floor: 4 }, expectedVersion: 1, at };
    await changeUnit(deps, command);
    await expect(changeUnit(deps, command)).rejects.toMatchObject({ code: 'UNIT_CHANGED_MEANWHILE' });
    await expect(changeUnit(deps, { ...command, unitId: '2' })).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    const stranger = { ...command, change: { operatorId: 'x' }, expectedVersion: 2 };
    await expect(changeUnit(deps, stranger)).rejects.toMatchObject({ problems: [{ field: 'operatorId' }] });
  });
});
