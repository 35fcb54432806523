import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { channelEntity } from './channel.ts';
import { createChannelStore } from './channel-store.ts';
import { type Receipt, receiptEntity } from './receipt.ts';
import { createReceiptStore, processed } from './receipt-store.ts';

const clock = virtualClock();
const receiptOf = (receiptId: string, receivedAt = clock.now().toISOString()): Receipt => ({
  phoneNumberId: '109917730042258',
  senderHash: 'sender',
  receiptId,
  kind: 'message',
  state: 'received',
  receivedAt,
  body: { message: { text: { body: 'secret' } } },
});

describe('receipts', () => {
  test('are processed once, and lose their body', async () => {
    const { table } = createMemoryTable({ clock });
    await table.write([create(receiptEntity, receiptOf('a'))]);
    const receipts = createReceiptStore(table);
    const received = await receipts.get(receiptOf('a'));
    if (received === undefined) throw new Error('not stored');
    await table.write([processed(received, 'answered', clock.now())]);

    const done = await receipts.get(receiptOf('a'));
    expect(done).toMatchObject({ state: 'processed', outcome: 'answered', processedAt: clock.now().toISOString() });
    expect(done).not.toHaveProperty('body');
    await expect(table.write([processed(received, 'answered', clock.now())])).rejects.toThrow('Changed meanwhile');
    expect(() => done && processed(done, 'answered', clock.now())).toThrow('processed already');
  });

  test('that nobody processed are listed oldest first, page after page, up to the given time', async () => {
    const { table } = createMemoryTable({ clock });
    const start = clock.now().getTime();
    for (let minute = 0; minute < 250; minute++) {
      const receivedAt = new Date(start + minute * 60_000).toISOString();
      await table.write([create(receiptEntity, receiptOf(`r${minute}`, receivedAt))]);
    }
    const receipts = createReceiptStore(table);
    const first = await receipts.get(receiptOf('r0'));
    if (first) await table.write([processed(first, 'answered', clock.now())]);

    const pending = await receipts.listPending('109917730042258', new Date(start + 240 * 60_000));
    expect(pending.map(({ receiptId }) => receiptId)).toEqual(Array.from({ length: 239 }, (_, i) => `r${i + 1}`));
    expect(await receipts.listPending('another', new Date(start + 240 * 60_000))).toEqual([]);
  });
});

describe('channels', () => {
  test('are found by number and listed all', async () => {
    const { table } = createMemoryTable({ clock });
    for (let i = 0; i < 120; i++) {
      const channel = { phoneNumberId: `1${i}`, displayPhoneNumber: `55${i}`, buildingIds: ['demo'] };
      await table.write([create(channelEntity, channel)]);
    }
    const channels = createChannelStore(table);
    expect(await channels.get('17')).toMatchObject({ displayPhoneNumber: '557', buildingIds: ['demo'] });
    expect(await channels.get('none')).toBeUndefined();
    expect(await channels.listAll()).toHaveLength(120);
  });
});
