import { receivedMedia } from '@bos/conversations/media/media';
import type { MediaLookup } from '@bos/conversations/media/media-source';
import { messageEntity } from '@bos/conversations/messages/message';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { sha256 } from '@bos/kernel/hash';
import { silentLog } from '@bos/kernel/log';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { createMemoryTable } from '@bos/testing/memory-table';
import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { QUEUES } from '../queue-definitions.ts';
import { build } from './media.ts';

const PICTURE = new TextEncoder().encode('a picture');

async function* parts(): AsyncGenerator<Uint8Array> {
  yield PICTURE;
}

const FOUND: MediaLookup = {
  kind: 'found',
  media: {
    mimeType: 'image/png',
    bytes: PICTURE.length,
    sha256: sha256(PICTURE),
    open: async () => ({ kind: 'opened', stream: parts() }),
  },
};
const OUTAGE: MediaLookup = { kind: 'unavailable', code: 'WHATSAPP_UNREACHABLE', remedy: 'wait' };

function record(messageId: string, receiveCount: number): SQSRecord {
  return {
    messageId,
    receiptHandle: messageId,
    body: JSON.stringify({ buildingId: 'demo', conversationId: 'c1', messageId }),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'x',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: messageId,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:1:media',
    awsRegion: 'local',
  };
}

/** Two received pictures; the provider has the first alone. */
async function open() {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const documents = createMemoryDocuments({ clock });
  const media = { find: async (mediaId: string) => (mediaId === '1' ? FOUND : OUTAGE) };
  await table.write(
    ['1', '2'].map((mediaId) =>
      create(messageEntity, {
        buildingId: 'demo',
        conversationId: 'c1',
        messageId: `m${mediaId}`,
        userId: 'maria',
        direction: 'inbound',
        sender: 'person',
        kind: 'image',
        status: 'received',
        sentAt: clock.now().toISOString(),
        ...receivedMedia({ mediaId }, clock.now()),
      }),
    ),
  );
  const stateOf = async (messageId: string) =>
    (await createMessageStore(table).get('demo', 'c1', messageId))?.mediaState;
  return { documents, stateOf, handler: build({ table, clock, documents, log: silentLog, whatsapp: { media } }) };
}

test('the media queue stores what can be had, and tries the rest again', async () => {
  const { handler, documents, stateOf } = await open();
  expect(await handler({ Records: [record('m1', 1), record('m2', 1)] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm2' }],
  });
  expect(documents.keys()).toEqual(['demo/media/c1/m1']);
  expect([await stateOf('m1'), await stateOf('m2')]).toEqual(['stored', 'pending']);
});

test('the last delivery of all says on the message that it failed, and leaves no dead letter', async () => {
  const { handler, stateOf } = await open();
  expect(await handler({ Records: [record('m2', QUEUES.media.maxReceives)] })).toEqual({ batchItemFailures: [] });
  expect(await stateOf('m2')).toBe('failed');
});
