import { create, replace } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Person, personEntity } from './person.ts';
import { createPersonStore } from './person-store.ts';

let persons = 0;
const personOf = (over: Partial<Person> = {}): Person => ({
  userId: `person-${persons++}`,
  displayName: 'Maria Alves',
  locale: 'pt',
  phone: '5511900000301',
  ...over,
});

describeOnEachTable('the store of persons', (open) => {
  test('gives back what was created, and creates it once', async () => {
    const { table, clock } = open();
    const store = createPersonStore(table);
    const person = personOf();
    await table.write([create(personEntity, person)]);
    const at = clock.now().toISOString();
    expect(await store.get(person.userId)).toEqual({ ...person, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(`${person.userId}-else`)).toBeUndefined();
    await expect(table.write([create(personEntity, person)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('reads many at once, each once, and leaves out the unknown', async () => {
    const { table } = open();
    const store = createPersonStore(table);
    const [ana, bia] = [personOf({ displayName: 'Ana' }), personOf({ displayName: 'Bia' })];
    await table.write([create(personEntity, ana), create(personEntity, bia), create(personEntity, personOf())]);
    const found = await store.getMany([bia.userId, 'nobody', ana.userId, bia.userId]);
    expect(found.map(({ displayName }) => displayName).sort()).toEqual(['Ana', 'Bia']);
    expect(await store.getMany([])).toEqual([]);
  });

  test('keeps the change of whoever was faster', async () => {
    const { table } = open();
    const person = personOf();
    await table.write([create(personEntity, person)]);
    const before = await createPersonStore(table).get(person.userId);
    if (before === undefined) throw new Error('not there');
    await table.write([replace(personEntity, before, { ...person, displayName: 'first' })]);
    const late = table.write([replace(personEntity, before, { ...person, displayName: 'second' })]);
    await expect(late).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(await createPersonStore(table).get(person.userId)).toMatchObject({ displayName: 'first', version: 2 });
  });

  test('shows name and telephone to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write([create(personEntity, personOf({ displayName: 'Quitéria Única', phone: '5511977776666' }))]);
    expect(JSON.stringify(await items())).not.toMatch(/Quitéria|977776666/);
  });
});
