import { fileURLToPath } from 'node:url';
import { receiptsOf, storeReceipts } from '@bos/conversations/channels/receive';
import { queuedMessage } from '@bos/conversations/messages/outbox';
import { readWebhook } from '@bos/conversations/whatsapp/webhook-body';
import { DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { silentLog } from '@bos/kernel/log';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { offlineLanguage } from '../ports/language-ports.ts';
import { build } from './inbound.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const phone_number_id = DEMO_CHANNELS[0]?.phoneNumberId ?? '';
const MARIA = '5511900000301';
const language = offlineLanguage(root);

async function open() {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  await seedDemo({ table, blindIndex }, clock.now());
  const { metrics, recorded } = recordedMetrics();
  const handler = build({ table, blindIndex, clock, log: silentLog, metrics, language });

  /** Stores what WhatsApp would have posted, lets a moment pass, and hands it to the queue's function twice. */
  async function receive(value: { messages: object[] } | { statuses: object[] }): Promise<void> {
    const changes = [{ field: 'messages', value: { metadata: { phone_number_id }, ...value } }];
    const webhook = readWebhook({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });
    const receipts = await receiptsOf(webhook, blindIndex, clock.now());
    await storeReceipts(table, receipts);
    await clock.advance(250);
    const Records = [...receipts, ...receipts].map(({ phoneNumberId, senderHash, receiptId }, position): SQSRecord => {
      const times = { SentTimestamp: '0', ApproximateFirstReceiveTimestamp: '0' };
      return {
        messageId: String(position),
        receiptHandle: '',
        body: JSON.stringify({ phoneNumberId, senderHash, receiptId }),
        attributes: { ...times, ApproximateReceiveCount: '1', SenderId: '', MessageGroupId: senderHash },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:local:1:inbound',
        awsRegion: 'local',
      };
    });
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
  }

  const timestamp = () => String(Math.floor(clock.now().getTime() / 1000));
  return {
    recorded,
    table,
    clock,
    write: (body: string) =>
      receive({
        messages: [{ from: MARIA, id: `wamid.${body}`, timestamp: timestamp(), type: 'text', text: { body } }],
      }),
    report: (status: string, messageId: string) =>
      receive({
        statuses: [
          {
            id: 'wamid.ours',
            status,
            timestamp: timestamp(),
            recipient_id: MARIA,
            biz_opaque_callback_data: messageId,
          },
        ],
      }),
  };
}

test('a message is timed from its receipt to the end of its work, once', async () => {
  const { recorded, write } = await open();
  await write('Bom dia!');
  expect(recorded).toEqual(['MessageProcessed text 250']);
});

test('danger is counted by its kind', async () => {
  const { recorded, write } = await open();
  await write('Tem cheiro forte de gás no corredor do 12!');
  expect(recorded).toEqual(['MessageProcessed text 250', expect.stringMatching(/^EmergencyDetected gas\w* 1$/)]);
});

test('a delivery is counted when its report says something new', async () => {
  const { recorded, report, table, clock } = await open();
  const ids = { buildingId: 'demo', conversationId: 'c1', messageId: 'm1' };
  await table.write([queuedMessage({ ...ids, userId: 'maria', sender: 'agent', text: 'Pronto.', at: clock.now() })]);
  await report('delivered', 'demo/c1/m1');
  await report('sent', 'demo/c1/m1');
  expect(recorded.filter((line) => line.startsWith('Reply'))).toEqual(['ReplyDelivery delivered 1']);
});
