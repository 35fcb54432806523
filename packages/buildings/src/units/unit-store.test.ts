import { create } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Unit, unitEntity } from './unit.ts';
import { createUnitStore } from './unit-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const unitOf = (over: Partial<Unit> = {}): Unit => ({
  buildingId: `building-${buildings++}`,
  unitId: '0302',
  floor: 3,
  ...over,
});

describeOnEachTable('the store of units', (open) => {
  test('gives back what was created, and a number only once in a building', async () => {
    const { table, clock } = open();
    const store = createUnitStore(table);
    const unit = unitOf({ tower: 'A' });
    await table.write([create(unitEntity, unit)]);
    const at = clock.now().toISOString();
    expect(await store.get(unit.buildingId, '0302')).toEqual({ ...unit, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(unit.buildingId, '030')).toBeUndefined();
    expect(await store.get(`${unit.buildingId}1`, '0302')).toBeUndefined();
    const second = table.write([create(unitEntity, { ...unit, floor: 4 })]);
    await expect(second).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists units by number, page by page, of one building alone', async () => {
    const { table } = open();
    const store = createUnitStore(table);
    const { buildingId } = unitOf();
    const units = ['1203', '0704', '0302'].map((unitId) => unitOf({ buildingId, unitId }));
    const another = unitOf({ buildingId: `${buildingId}1`, unitId: '0001' });
    await table.write([...units, another].map((unit) => create(unitEntity, unit)));
    const first = await store.list(buildingId, { limit: 2 });
    expect(first.items.map(({ unitId }) => unitId)).toEqual(['0302', '0704']);
    const rest = await store.list(buildingId, { limit: 2, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ unitId: '1203' }], next: null });
    expect(await store.list(unitOf().buildingId)).toEqual({ items: [], next: null });
  });

  test('reads many at once and leaves out what the building does not have', async () => {
    const { table } = open();
    const store = createUnitStore(table);
    const { buildingId } = unitOf();
    const units = ['0302', '0704'].map((unitId) => unitOf({ buildingId, unitId }));
    const another = unitOf({ buildingId: `${buildingId}1`, unitId: '0001' });
    await table.write([...units, another].map((unit) => create(unitEntity, unit)));
    const found = await store.getMany(buildingId, ['0704', '0001', '0302']);
    expect(found.map(({ unitId }) => unitId).sort()).toEqual(['0302', '0704']);
    expect(await store.getMany(buildingId, [])).toEqual([]);
  });
});
