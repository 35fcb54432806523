import { buildingEntity } from '@bos/buildings/buildings/building';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { createReceiptStore, processed } from '@bos/conversations/channels/receipt-store';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { DEMO_BUILDING, DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { MINUTE } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import type { QueueMessage } from '@bos/kernel/queue';
import { requestMission } from '@bos/missions/missions/request-mission';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { build } from './sweep.ts';

const phoneNumberId = DEMO_CHANNELS[0]?.phoneNumberId ?? '';
const receiptKey = { phoneNumberId, senderHash: 'sender', receiptId: 'receipt' };

/** A building in which everything that can wait is waiting, and no stream that would tell anybody. */
async function setUp() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const at = clock.now();
  const ids = { buildingId: 'demo', conversationId: 'c1', userId: 'maria' };
  await table.write([
    create(buildingEntity, DEMO_BUILDING),
    ...DEMO_CHANNELS.map((channel) => create(channelEntity, channel)),
    create(receiptEntity, { ...receiptKey, kind: 'message', state: 'received', receivedAt: at.toISOString() }),
    queuedMessage({ ...ids, messageId: 'm1', sender: 'agent', text: 'Olá', at }),
    ...requestMission({
      ...ids,
      missionId: 'mission1',
      language: 'pt',
      requestedAt: at.toISOString(),
      intents: [{ intent: 'human.agent', confidence: 1, sure: true, slots: {} }],
      request: 'oi',
    }),
  ]);
  const sent: (QueueMessage & { queue: string })[] = [];
  const send = async (queue: string, messages: readonly QueueMessage[]) =>
    void sent.push(...messages.map((message) => ({ queue, ...message })));
  return { clock, table, sent, sweep: build({ table, clock, log: silentLog, queues: { send } }) };
}

test('leaves alone what has been waiting for less than a minute: the stream is faster', async () => {
  const { clock, sent, sweep } = await setUp();
  await clock.advance(MINUTE - 1_000);
  await sweep();
  expect(sent).toEqual([]);
});

test('drives again what nobody took up: receipts, replies and missions', async () => {
  const { clock, sent, sweep } = await setUp();
  await clock.advance(MINUTE + 1_000);
  await sweep();
  expect(sent.map(({ queue, group }) => [queue, group]).toSorted()).toEqual([
    ['inbound', 'sender'],
    ['missions', 'mission1'],
    ['outbound', 'c1'],
  ]);
});

test('drives once a minute, whatever happens twice in it', async () => {
  const { clock, sent, sweep } = await setUp();
  await clock.advance(2 * MINUTE);
  await sweep();
  await sweep();
  expect(new Set(sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(3);
  await clock.advance(MINUTE);
  await sweep();
  expect(new Set(sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(6);
});

test('forgets what is done', async () => {
  const { clock, table, sent, sweep } = await setUp();
  const receipt = await createReceiptStore(table).get(receiptKey);
  if (!receipt) throw new Error('not stored');
  await table.write([processed(receipt, 'answered', clock.now())]);
  await clock.advance(2 * MINUTE);
  await sweep();
  expect(sent.map(({ queue }) => queue)).not.toContain('inbound');
});
