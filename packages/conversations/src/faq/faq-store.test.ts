import { create } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type FaqEntry, faqEntryEntity } from './faq-entry.ts';
import { createFaqStore } from './faq-store.ts';

let buildings = 0;
/** In a building of its own, so that one table serves the whole suite. */
const entryOf = (over: Partial<FaqEntry> = {}): FaqEntry => ({
  buildingId: `building-${buildings++}`,
  faqId: 'f1',
  topic: 'x',
  status: 'active',
  texts: [{ language: 'pt', question: 'Qual?', answer: 'Esta.' }],
  ...over,
});

describeOnEachTable('the store of standing answers', (open) => {
  test('gives back what was created, whatever its status, and creates it once', async () => {
    const { table, clock } = open();
    const store = createFaqStore(table);
    const entry = entryOf({ status: 'draft' });
    await table.write([create(faqEntryEntity, entry)]);
    const at = clock.now().toISOString();
    expect(await store.get(entry.buildingId, 'f1')).toEqual({ ...entry, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get(entry.buildingId, 'f')).toBeUndefined();
    expect(await store.get(`${entry.buildingId}1`, 'f1')).toBeUndefined();
    await expect(table.write([create(faqEntryEntity, entry)])).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('answers come from every active entry of the building and from no other', async () => {
    const { table } = open();
    const { buildingId } = entryOf();
    const active = Array.from({ length: 110 }, (_, i) => entryOf({ buildingId, faqId: `f${100 + i}` }));
    const others = [
      entryOf({ buildingId, faqId: 'f1', status: 'draft' }),
      entryOf({ buildingId, faqId: 'f2', status: 'archived' }),
      entryOf({ buildingId: `${buildingId}1`, faqId: 'f3' }),
    ];
    await writeChunks(
      table,
      [...others, ...active].map((entry) => create(faqEntryEntity, entry)),
    );
    const listed = await createFaqStore(table).listActive(buildingId);
    expect(listed.map(({ faqId }) => faqId)).toEqual(active.map(({ faqId }) => faqId));
    expect(await createFaqStore(table).listActive(entryOf().buildingId)).toEqual([]);
  });
});
