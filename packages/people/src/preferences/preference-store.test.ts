import { create, remove } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Preference, preferenceEntity, preferenceIdOf } from './preference.ts';
import { createPreferenceStore } from './preference-store.ts';

let buildings = 0;
const preferenceOf = (over: Partial<Preference> = {}): Preference => {
  const { buildingId = `building-${buildings++}`, userId = 'maria', key = 'diet' } = over;
  return {
    preferenceId: preferenceIdOf(buildingId, userId, key),
    value: 'vegetariana',
    source: 'stated',
    confidence: 1,
    notedBy: userId,
    notedAt: '2026-11-22T12:00:00.000Z',
    ...over,
    buildingId,
    userId,
    key,
  };
};

describeOnEachTable('the store of preferences', (open) => {
  test('gives back what was created by its key, one for each key of a person', async () => {
    const { table } = open();
    const store = createPreferenceStore(table);
    const diet = preferenceOf();
    await table.write([create(preferenceEntity, diet)]);
    expect(await store.get(diet.buildingId, 'maria', 'diet')).toMatchObject({ ...diet, version: 1 });
    expect(await store.get(diet.buildingId, 'carlos', 'diet')).toBeUndefined();
    expect(await store.get(`${diet.buildingId}1`, 'maria', 'diet')).toBeUndefined();
    const again = table.write([create(preferenceEntity, { ...diet, value: 'vegana' })]);
    await expect(again).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('lists those of one person in one building, page by page, and forgets one for good', async () => {
    const { table } = open();
    const store = createPreferenceStore(table);
    const { buildingId } = preferenceOf();
    const keys = ['diet', 'contact.hours', 'room.floor'];
    await table.write([
      ...keys.map((key) => create(preferenceEntity, preferenceOf({ buildingId, key }))),
      create(preferenceEntity, preferenceOf({ buildingId, userId: 'maria2' })),
      create(preferenceEntity, preferenceOf({ buildingId: `${buildingId}1` })),
    ]);
    const first = await store.list(buildingId, 'maria', { limit: 2 });
    const rest = await store.list(buildingId, 'maria', { limit: 2, cursor: first.next ?? '' });
    const found = [...first.items, ...rest.items];
    expect(found.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    await table.write(found.slice(0, 1).map((one) => remove(preferenceEntity, one)));
    expect((await store.list(buildingId, 'maria')).items).toHaveLength(2);
  });

  test('shows nobody who only has the table what somebody likes, nor what it is about', async () => {
    const { table, items } = open();
    await table.write([create(preferenceEntity, preferenceOf({ key: 'health.allergy', value: 'amendoim' }))]);
    expect(JSON.stringify(await items())).not.toMatch(/allergy|amendoim/);
  });
});
