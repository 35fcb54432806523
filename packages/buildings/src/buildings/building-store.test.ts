import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Building, buildingEntity } from './building.ts';
import { createBuildingStore } from './building-store.ts';

let tests = 0;
/** Buildings lie beside each other in one list, so each test has names of its own. */
const newPrefix = () => `test-${String.fromCharCode(97 + tests++)}-`;

const buildingOf = (buildingId: string): Building => ({
  buildingId,
  name: buildingId,
  timeZone: 'America/Sao_Paulo',
  languages: ['pt'],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
});

describeOnEachTable('the store of buildings', (open) => {
  test('gives back what was created, creates it once, and knows no other', async () => {
    const { table, clock } = open();
    const store = createBuildingStore(table);
    const building = buildingOf(`${newPrefix()}1`);
    await table.write([create(buildingEntity, building)]);
    const at = clock.now().toISOString();
    expect(await store.get(building.buildingId)).toEqual({ ...building, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(building.buildingId.slice(0, -1))).toBeUndefined();
    await expect(table.write([create(buildingEntity, building)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('finds buildings by ids, in the order of their ids, and leaves out the unknown', async () => {
    const { table } = open();
    const store = createBuildingStore(table);
    const prefix = newPrefix();
    await table.write(['b', 'a', 'c'].map((id) => create(buildingEntity, buildingOf(prefix + id))));
    const found = await store.getMany(['c', 'x', 'a'].map((id) => prefix + id));
    expect(found.map(({ buildingId }) => buildingId)).toEqual([`${prefix}a`, `${prefix}c`]);
    expect(await store.getMany([])).toEqual([]);
  });

  test('lists every building for background work, more than a page of them', async () => {
    const { table } = open();
    const prefix = newPrefix();
    const ids = Array.from({ length: 110 }, (_, i) => `${prefix}${100 + i}`);
    await table.write(ids.slice(0, 60).map((id) => create(buildingEntity, buildingOf(id))));
    await table.write(ids.slice(60).map((id) => create(buildingEntity, buildingOf(id))));
    const all = (await createBuildingStore(table).listAll()).map(({ buildingId }) => buildingId);
    expect(all.filter((id) => id.startsWith(prefix))).toEqual(ids);
    expect(all).toEqual(all.toSorted());
  });

  test('keeps the change of whoever was faster', async () => {
    const { table } = open();
    const building = buildingOf(`${newPrefix()}1`);
    await table.write([create(buildingEntity, building)]);
    const before = await createBuildingStore(table).get(building.buildingId);
    if (before === undefined) throw new Error('it is not there');
    await table.write([replace(buildingEntity, before, { ...building, name: 'first' })]);
    const late = table.write([replace(buildingEntity, before, { ...building, name: 'second' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(await createBuildingStore(table).get(building.buildingId)).toMatchObject({ name: 'first', version: 2 });
  });
});
