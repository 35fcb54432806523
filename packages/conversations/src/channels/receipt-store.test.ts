import { create } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type Receipt, receiptEntity } from './receipt.ts';
import { createReceiptStore, processed } from './receipt-store.ts';

let numbers = 0;
/** On a business number of its own, so that one table serves the whole suite. */
const receiptOf = (over: Partial<Receipt> = {}): Receipt => ({
  phoneNumberId: `1099${numbers++}`,
  senderHash: 'sender',
  receiptId: 'r1',
  kind: 'message',
  state: 'received',
  receivedAt: '2026-11-22T10:00:00.000Z',
  body: { message: { text: { body: 'good morning' } } },
  ...over,
});
const minute = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, n));
const ids = (receipts: readonly Receipt[]) => receipts.map(({ receiptId }) => receiptId);

describeOnEachTable('the store of receipts', (open) => {
  test('gives back what was created, and keeps the first of what comes twice', async () => {
    const { table, clock } = open();
    const store = createReceiptStore(table);
    const receipt = receiptOf();
    await table.write([create(receiptEntity, receipt)]);
    const at = clock.now().toISOString();
    expect(await store.get(receipt)).toEqual({ ...receipt, version: 1, createdAt: at, updatedAt: at });
    expect(await store.get({ ...receipt, receiptId: 'r' })).toBeUndefined();
    expect(await store.get({ ...receipt, senderHash: 'another' })).toBeUndefined();
    expect(await store.get({ ...receipt, phoneNumberId: 'another' })).toBeUndefined();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => table.write([create(receiptEntity, { ...receipt, receiptId: 'twice' })])),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('are processed once, and lose their body', async () => {
    const { table, clock } = open();
    const store = createReceiptStore(table);
    const receipt = receiptOf();
    await table.write([create(receiptEntity, receipt)]);
    const received = await store.get(receipt);
    if (received === undefined) throw new Error('not stored');
    await table.write([processed(received, 'answered', clock.now())]);

    const done = await store.get(receipt);
    expect(done).toMatchObject({ state: 'processed', outcome: 'answered', processedAt: clock.now().toISOString() });
    expect(done).not.toHaveProperty('body');
    await expect(table.write([processed(received, 'answered', clock.now())])).rejects.toThrow('Changed meanwhile');
    expect(() => done && processed(done, 'answered', clock.now())).toThrow('processed already');
  });

  test('that nobody processed are listed oldest first, page after page, up to the given time', async () => {
    const { table, clock } = open();
    const store = createReceiptStore(table);
    const { phoneNumberId } = receiptOf();
    const receipts = Array.from({ length: 125 }, (_, i) =>
      receiptOf({
        phoneNumberId,
        senderHash: `s${i % 3}`,
        receiptId: `r${200 - i}`,
        receivedAt: minute(i).toISOString(),
      }),
    );
    const another = receiptOf({ phoneNumberId: `${phoneNumberId}1` });
    await writeChunks(
      table,
      [...receipts, another].map((receipt) => create(receiptEntity, receipt)),
    );
    const first = await store.get({ phoneNumberId, senderHash: 's0', receiptId: 'r200' });
    if (first) await table.write([processed(first, 'answered', clock.now())]);
    expect(ids(await store.listPending(phoneNumberId, minute(120)))).toEqual(ids(receipts.slice(1, 120)));
    expect(await store.listPending(phoneNumberId, minute(1))).toEqual([]);
    expect(await store.listPending(`${phoneNumberId}2`, minute(120))).toEqual([]);
  });

  test('show what was written to nobody who only has the table', async () => {
    const { table, items } = open();
    await table.write([create(receiptEntity, receiptOf({ body: { text: 'between us' } }))]);
    expect(JSON.stringify(await items())).not.toContain('between us');
  });
});
