import type { Table } from '@bos/table/table';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { whatsAppFixture, whatsAppFixtures } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { interpretMessage } from '../whatsapp/inbound-message.ts';
import { readWebhook } from '../whatsapp/webhook-body.ts';
import { createReceiptStore } from './receipt-store.ts';
import { receiptsOf, storeReceipts } from './receive.ts';

const clock = virtualClock();
const open = () => createMemoryTable({ clock });
const read = (name: string) => readWebhook(JSON.parse(whatsAppFixture(name).bytes.toString()));

const PHONE_NUMBER_ID = '109917730042258';
const bodyOf = (messages: readonly object[], statuses: readonly object[] = []) =>
  readWebhook({
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [{ field: 'messages', value: { metadata: { phone_number_id: PHONE_NUMBER_ID }, messages, statuses } }],
      },
    ],
  });
const text = (id: string, over: object = {}) => ({
  id,
  from: '5511900000123',
  timestamp: '1795021331',
  type: 'text',
  ...over,
});

describe('receiving a webhook', () => {
  test.each(whatsAppFixtures)('$name is stored once, however often it comes', async ({ name }) => {
    const { table, blindIndex, items } = open();
    const webhook = read(name);
    const count = webhook.messages.length + webhook.statuses.length;
    for (const [stored, duplicates] of [
      [count, 0],
      [0, count],
    ]) {
      const receipts = await receiptsOf(webhook, blindIndex, clock.now());
      expect(await storeReceipts(table, receipts)).toEqual({ stored, duplicates, failures: [] });
    }
    expect(items().filter(({ type }) => type === 'receipt')).toHaveLength(count);
  });

  test('gives back what it stored, readable, and nothing of it lies open in the table', async () => {
    const { table, blindIndex, items } = open();
    const [receipt] = await receiptsOf(read('text_user_without_phone'), blindIndex, clock.now());
    await storeReceipts(table, receipt ? [receipt] : []);
    const stored = receipt && (await createReceiptStore(table).get(receipt));
    expect(interpretMessage(stored?.body)).toMatchObject({ text: expect.stringContaining('unit 5 tonight') });
    expect(JSON.stringify(items())).not.toMatch(/unit 5|Theo|1402277319960045|wamid/);
  });

  test('drops a message that stands twice in one body', async () => {
    const { table, blindIndex } = open();
    const receipts = await receiptsOf(bodyOf([text('a'), text('a')]), blindIndex, clock.now());
    expect(await storeReceipts(table, receipts)).toEqual({ stored: 1, duplicates: 1, failures: [] });
  });

  test('tells the reports on one message apart by what they report', async () => {
    const { table, blindIndex } = open();
    const status = (word: string) => ({ id: 'wamid.x', status: word, recipient_id: '5511900000123', timestamp: '1' });
    const receipts = await receiptsOf(bodyOf([], ['sent', 'read', 'sent'].map(status)), blindIndex, clock.now());
    expect(await storeReceipts(table, receipts)).toMatchObject({ stored: 2, duplicates: 1 });
  });

  test('puts a person in one group, whichever spelling of the number WhatsApp used', async () => {
    const { blindIndex } = open();
    const spellings = ['558590000144', '5585990000144'].map((from, i) => text(`m${i}`, { from }));
    const [first, second] = await receiptsOf(bodyOf(spellings), blindIndex, clock.now());
    expect(first?.senderHash).toBe(second?.senderHash);
  });

  test('puts a message of nobody in a group of its own', async () => {
    const { blindIndex } = open();
    const [first, second] = await receiptsOf(bodyOf([{ id: 'a' }, { id: 'b' }]), blindIndex, clock.now());
    expect(first?.senderHash).not.toBe(second?.senderHash);
    expect(interpretMessage(first?.body)).toMatchObject({ sender: {}, sentAt: clock.now() });
  });

  test('puts a changed number in the group of the person who had the old one', async () => {
    const { blindIndex } = open();
    const change = read('system_user_changed_number');
    const earlier = bodyOf([text('a', { from: '558500000144', from_user_id: 'BR.1187720934561208' })]);
    const [[old], [changed]] = await Promise.all([
      receiptsOf(earlier, blindIndex, clock.now()),
      receiptsOf(change, blindIndex, clock.now()),
    ]);
    expect(changed?.senderHash).toBe(old?.senderHash);
  });

  test("stores a sender's messages in the order of WhatsApp's clock, one after the other", async () => {
    const { table, blindIndex } = open();
    let inFlight = 0;
    let most = 0;
    const slow: Table = {
      ...table,
      write: async (operations) => {
        most = Math.max(most, ++inFlight);
        await new Promise((resolve) => setImmediate(resolve));
        await table.write(operations);
        inFlight--;
      },
    };
    const ofOne = bodyOf(['30', '10', '20'].map((timestamp) => text(timestamp, { timestamp })));
    const receipts = await receiptsOf(ofOne, blindIndex, clock.now());
    expect(receipts.map(({ body }) => interpretMessage(body).providerMessageId)).toEqual(['10', '20', '30']);
    await storeReceipts(slow, receipts);
    expect(most).toBe(1);

    const ofMany = bodyOf(Array.from({ length: 40 }, (_, i) => text(`m${i}`, { from_user_id: `BR.${i}` })));
    await storeReceipts(slow, await receiptsOf(ofMany, blindIndex, clock.now()));
    expect(most).toBe(16);
  });

  test('tries all and names what failed', async () => {
    const { table, blindIndex } = open();
    let calls = 0;
    const failing: Table = {
      ...table,
      write: async (operations) => {
        calls++;
        if (calls === 1) throw new Error('throttled');
        await table.write(operations);
      },
    };
    const receipts = await receiptsOf(read('several_messages_one_entry'), blindIndex, clock.now());
    expect(await storeReceipts(failing, receipts)).toEqual({
      stored: 3,
      duplicates: 0,
      failures: [new Error('throttled')],
    });
  });

  test('fits a message of any size into an item, and keeps the beginning of its text', async () => {
    const { blindIndex } = open();
    const huge = [
      text('long', { text: { body: `fogo! ${'ç'.repeat(500_000)}` } }),
      text('wide', { text: { body: 'fogo!' }, cards: Array.from({ length: 60_000 }, (_, i) => `card ${i}`) }),
    ];
    for (const receipt of await receiptsOf(bodyOf(huge), blindIndex, clock.now())) {
      expect(JSON.stringify(receipt.body).length).toBeLessThan(100_000);
      expect(interpretMessage(receipt.body)).toMatchObject({ text: expect.stringMatching(/^fogo!/), kind: 'text' });
    }
  });
});
