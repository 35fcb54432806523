import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { unitEntity } from '../units/unit.ts';
import { createUnitStore } from '../units/unit-store.ts';
import { buildingEntity } from './building.ts';
import { createBuildingStore } from './building-store.ts';

const building = (buildingId: string) => ({
  buildingId,
  name: buildingId,
  timeZone: 'America/Sao_Paulo',
  languages: ['pt' as const],
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
});

test('buildings are found by ids, and all of them for background work', async () => {
  const { table } = createMemoryTable({ clock: virtualClock() });
  for (const id of ['b', 'a', 'c']) await table.write([create(buildingEntity, building(id))]);
  const store = createBuildingStore(table);
  expect((await store.getMany(['c', 'a', 'x'])).map(({ buildingId }) => buildingId)).toEqual(['a', 'c']);
  expect(await store.getMany([])).toEqual([]);
  expect((await store.listAll()).map(({ buildingId }) => buildingId)).toEqual(['a', 'b', 'c']);
});

test('units are listed by number, in pages, of one building alone', async () => {
  const { table } = createMemoryTable({ clock: virtualClock() });
  for (const unitId of ['1203', '0704', '0302'])
    await table.write([create(unitEntity, { buildingId: 'a', unitId, floor: 1 })]);
  await table.write([create(unitEntity, { buildingId: 'a1', unitId: '0001', floor: 1 })]);
  const store = createUnitStore(table);
  const first = await store.list('a', { limit: 2 });
  const second = await store.list('a', { limit: 2, cursor: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ unitId }) => unitId)).toEqual(['0302', '0704', '1203']);
  expect(await store.getMany('a', ['0704', '0001'])).toHaveLength(1);
});
