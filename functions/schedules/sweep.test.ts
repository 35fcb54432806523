import { buildingEntity } from '@bos/buildings/buildings/building';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { createReceiptStore, processed } from '@bos/conversations/channels/receipt-store';
import { receivedMedia } from '@bos/conversations/media/media';
import { messageEntity } from '@bos/conversations/messages/message';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { DEMO_BUILDING, DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { HOUR, MINUTE } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import type { QueueMessage } from '@bos/kernel/queue';
import { cancelMission } from '@bos/missions/missions/cancel-mission';
import { requestMission } from '@bos/missions/missions/request-mission';
import { escalateTicket } from '@bos/operations/tickets/escalate-ticket';
import { openTicket } from '@bos/operations/tickets/open-ticket';
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

test('drives a file that was not fetched to the queue of the files', async () => {
  const { clock, table, sent, sweep } = await setUp();
  await table.write([
    create(messageEntity, {
      buildingId: 'demo',
      conversationId: 'c1',
      messageId: 'm2',
      userId: 'maria',
      direction: 'inbound',
      sender: 'person',
      kind: 'image',
      status: 'received',
      sentAt: clock.now().toISOString(),
      ...receivedMedia({ mediaId: '118' }, clock.now()),
    }),
  ]);
  await clock.advance(2 * MINUTE);
  await sweep();
  expect(sent.filter(({ queue }) => queue === 'media').map(({ group }) => group)).toEqual(['m2']);
  expect(sent.filter(({ queue }) => queue === 'outbound').map(({ group }) => group)).toEqual(['c1']);
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

const about = (sent: readonly { queue: string; body: string }[], queue: string) =>
  sent.filter((message) => message.queue === queue).map(({ body }) => JSON.parse(body));

test('asks after a mission that has not ended in a quarter of an hour, and starts none after half an hour', async () => {
  const { clock, sent, sweep } = await setUp();
  const check = { kind: 'mission', buildingId: 'demo', missionId: 'mission1' };
  await clock.advance(14 * MINUTE);
  await sweep();
  expect(about(sent, 'timers')).toEqual([]);
  await clock.advance(MINUTE);
  sent.length = 0;
  await sweep();
  expect([about(sent, 'timers'), about(sent, 'missions')]).toEqual([
    [check],
    [{ buildingId: 'demo', missionId: 'mission1' }],
  ]);
  await clock.advance(15 * MINUTE);
  sent.length = 0;
  await sweep();
  expect([about(sent, 'timers'), about(sent, 'missions')]).toEqual([[check], []]);
});

test('drives the end of a cancelled mission again, and does not start it', async () => {
  const { clock, table, sent, sweep } = await setUp();
  const ids = { buildingId: 'demo', missionId: 'mission1' };
  await cancelMission({ table, audit: auditRecord }, { ...ids, userId: 'maria', anybodys: false, at: clock.now() });
  await clock.advance(MINUTE + 1_000);
  await sweep();
  expect([about(sent, 'timers'), about(sent, 'missions')]).toEqual([[{ kind: 'mission', ...ids }], []]);
});

test('finds a ticket that fell due without its timer, once it is escalated no more', async () => {
  const { clock, table, sent, sweep } = await setUp();
  const ids = { buildingId: 'demo', ticketId: 't1' };
  await openTicket(
    { table },
    {
      ...ids,
      userId: 'maria',
      area: 'common',
      category: 'plumbing',
      priority: 'emergency',
      description: 'x',
      openedAt: clock.now(),
    },
  );
  const tickets = () => about(sent, 'timers').filter(({ kind }) => kind === 'ticket');
  await clock.advance(HOUR);
  await sweep();
  expect(tickets()).toEqual([]);
  await clock.advance(2 * MINUTE);
  await sweep();
  expect(tickets()).toEqual([{ kind: 'ticket', ...ids }]);
  await escalateTicket({ table }, { ...ids, at: clock.now() });
  sent.length = 0;
  await sweep();
  expect(tickets()).toEqual([]);
});
