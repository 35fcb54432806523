import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { faqEntryEntity } from './faq-entry.ts';
import { createFaqStore } from './faq-store.ts';

test('answers come from every active entry of the building and from no other', async () => {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const texts = [{ language: 'pt' as const, question: 'Qual?', answer: 'Esta.' }];
  for (let n = 0; n < 120; n++)
    await table.write([
      create(faqEntryEntity, {
        buildingId: 'demo',
        faqId: `f${n}`,
        topic: 'x',
        status: n < 110 ? 'active' : n < 115 ? 'draft' : 'archived',
        texts,
      }),
    ]);
  await table.write([create(faqEntryEntity, { buildingId: 'other', faqId: 'f', topic: 'x', status: 'active', texts })]);
  expect(await createFaqStore(table).listActive('demo')).toHaveLength(110);
});
