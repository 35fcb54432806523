import { expect, test } from 'vitest';
import type { ReceivedMessage } from '../queue/message.ts';
import { failedReceipts, sqsEvent } from './sqs-event.ts';

const message = (id: string): ReceivedMessage => ({
  id,
  receipt: `r-${id}`,
  body: 'hello',
  groupId: 'maria',
  deduplicationId: 'd1',
  receiveCount: 2,
  sentAt: 1000,
  firstReceivedAt: 2000,
});

test('a message looks to a function as SQS shows it', () => {
  expect(sqsEvent('inbound', [message('m1')]).Records).toEqual([
    {
      messageId: 'm1',
      receiptHandle: 'r-m1',
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '2',
        SentTimestamp: '1000',
        ApproximateFirstReceiveTimestamp: '2000',
        SenderId: '000000000000',
        MessageGroupId: 'maria',
        MessageDeduplicationId: 'd1',
      },
      messageAttributes: {},
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:local:000000000000:inbound.fifo',
      awsRegion: 'local',
    },
  ]);
});

test.each<[string, unknown, string[]]>([
  ['nothing: none', undefined, []],
  ['an empty answer: none', {}, []],
  ['no list: none', { batchItemFailures: null }, []],
  ['an empty list: none', { batchItemFailures: [] }, []],
  ['one message: that one', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['r-b']],
  ['an unknown message: all', { batchItemFailures: [{ itemIdentifier: 'x' }] }, ['r-a', 'r-b']],
  ['nonsense: all', { failures: 1 }, ['r-a', 'r-b']],
])('what has failed when a function reports %s', (_, result, receipts) => {
  expect(failedReceipts(result, [message('a'), message('b')])).toEqual(receipts);
});
