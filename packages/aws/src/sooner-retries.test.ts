import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Log, silentLog } from '@bos/kernel/log';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { retriedSooner } from './sooner-retries.ts';

const queues = mockClient(SQSClient);
vi.stubEnv('AWS_REGION', 'us-east-1');
afterEach(() => queues.reset());
// Other files of this process ask the real client.
afterAll(() => queues.restore());

const context = { getRemainingTimeInMillis: () => 30_000 };

const record = (messageId: string, receiveCount: number): SQSRecord => ({
  messageId,
  receiptHandle: `handle of ${messageId}`,
  body: '{}',
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:1:outbound.fifo',
  awsRegion: 'us-east-1',
});

const RECORDS = [record('a', 1), record('b', 4), record('c', 20), record('d', 1)];
const failures = (...ids: string[]): SQSBatchResponse => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

function run(response: SQSBatchResponse, log: Log = silentLog) {
  const handler = retriedSooner(async () => response, { queueUrl: 'https://queue', log });
  return handler({ Records: [...RECORDS] }, context);
}

test('what failed comes again after a second, and later each time, up to five minutes', async () => {
  queues.on(ChangeMessageVisibilityBatchCommand).resolves({ Successful: [], Failed: [] });
  expect(await run(failures('a', 'b', 'c'))).toEqual(failures('a', 'b', 'c'));
  expect(queues.commandCalls(ChangeMessageVisibilityBatchCommand).map(({ args: [{ input }] }) => input)).toEqual([
    {
      QueueUrl: 'https://queue',
      Entries: [
        { Id: '0', ReceiptHandle: 'handle of a', VisibilityTimeout: 1 },
        { Id: '1', ReceiptHandle: 'handle of b', VisibilityTimeout: 8 },
        { Id: '2', ReceiptHandle: 'handle of c', VisibilityTimeout: 300 },
      ],
    },
  ]);
});

test('a batch that went well asks nothing of the queue', async () => {
  expect(await run(failures())).toEqual(failures());
  expect(queues.calls()).toHaveLength(0);
});

test.each([
  ['refuses', () => queues.on(ChangeMessageVisibilityBatchCommand).rejects(new Error('throttled'))],
  [
    'takes it in part',
    () =>
      queues.on(ChangeMessageVisibilityBatchCommand).resolves({
        Successful: [],
        Failed: [{ Id: '0', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
      }),
  ],
])('a queue that %s leaves the failures to its own time-out, and that is logged', async (_title, script) => {
  script();
  const events: string[] = [];
  const note = (event: string): void => void events.push(event);
  expect(await run(failures('a'), { info: note, warn: note, error: note })).toEqual(failures('a'));
  expect(events).toEqual(['queue.retry_not_soon']);
});
