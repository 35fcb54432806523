import { marshall } from '@aws-sdk/util-dynamodb';
import { DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { signatureOf } from '@bos/http/signed-body';
import type { QueueMessage } from '@bos/kernel/queue';
import type { ItemChange } from './cost-meter.ts';

export const SECRET = 'a secret for counting';

const image = (item: ItemChange['after']) => (item === undefined ? undefined : marshall({ ...item }));

/** The changes of one write request, as the stream hands them on. */
export function streamRecords(changes: readonly ItemChange[]) {
  return changes.map(({ before, after }, position) => ({
    dynamodb: { SequenceNumber: String(position), OldImage: image(before), NewImage: image(after) },
  }));
}

/** One message of a queue, alone in its batch. */
export function queueEvent({ body, group }: QueueMessage, now: Date) {
  return {
    Records: [
      {
        messageId: group,
        body,
        attributes: { ApproximateReceiveCount: '1', MessageGroupId: group, SentTimestamp: String(now.getTime()) },
        eventSourceARN: 'arn:aws:sqs:sa-east-1:1:counted.fifo',
      },
    ],
  };
}

/** A signed webhook with messages or delivery reports, each of them now. */
export function postOf(value: object, now: Date) {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const timed = Object.entries(value).map(([field, entries]: [string, readonly object[]]) => [
    field,
    entries.map((entry) => ({ timestamp, ...entry })),
  ]);
  const metadata = { phone_number_id: DEMO_CHANNELS[0]?.phoneNumberId };
  const change = { field: 'messages', value: { metadata, ...Object.fromEntries(timed) } };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] });
  return {
    body,
    isBase64Encoded: false,
    headers: { 'x-hub-signature-256': signatureOf(Buffer.from(body), SECRET) },
    requestContext: { http: { method: 'POST' } },
  };
}
