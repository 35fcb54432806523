import { silentLog } from '@bos/kernel/log';
import type { SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { build } from './missions.ts';

function record(messageId: string, group: string, body: unknown): SQSRecord {
  return {
    messageId,
    receiptHandle: messageId,
    body: JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'router',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:sa-east-1:1:missions.fifo',
    awsRegion: 'sa-east-1',
  };
}

test('starts each mission under its id with ids alone, and reports those that failed', async () => {
  const started: unknown[] = [];
  const handler = build({
    log: silentLog,
    missions: {
      start: async (missionId, input) => {
        if (missionId === 'm2') throw new Error('no connection');
        started.push([missionId, input]);
      },
    },
  });
  const result = await handler({
    Records: [
      record('q1', 'm1', { buildingId: 'b1', missionId: 'm1' }),
      record('q2', 'm2', { buildingId: 'b1', missionId: 'm2' }),
      record('q3', 'm3', { buildingId: 'b1' }),
    ],
  });
  expect(started).toEqual([['m1', { buildingId: 'b1', missionId: 'm1' }]]);
  expect(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()).toEqual(['q2', 'q3']);
});
