import { passesFilter } from '@bos/kernel/event-pattern';
import { silentLog } from '@bos/kernel/log';
import type { QueueMessage } from '@bos/kernel/queue';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { ROUTED_PATTERNS } from './routed-changes.ts';
import { build } from './router.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function message(mediaState: string | undefined, version: number): Image {
  const data = {
    buildingId: 'demo',
    conversationId: 'c1',
    messageId: 'm1',
    status: 'received',
    ...(mediaState && { mediaState }),
  };
  return {
    PK: { S: 'BUILDING#demo#CONVERSATION#c1' },
    SK: { S: 'MESSAGE#m1' },
    type: { S: 'message' },
    version: { N: String(version) },
    created_at: { S: '2026-11-22T10:00:00.000Z' },
    updated_at: { S: '2026-11-22T10:00:00.000Z' },
    data: { M: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, { S: text }])) },
  };
}

/** What the router sends for a change, if its event source lets the change through at all. */
async function routed(before: Image | undefined, after: Image | undefined) {
  const record: DynamoDBRecord = {
    dynamodb: { SequenceNumber: '1', ...(before && { OldImage: before }), ...(after && { NewImage: after }) },
  };
  if (!passesFilter(ROUTED_PATTERNS, record)) return [];
  const { table } = createMemoryTable({ clock: virtualClock() });
  const sent: { queue: string; group: string; deduplicationId: string; body: unknown }[] = [];
  const send = async (queue: string, messages: readonly QueueMessage[]) =>
    void sent.push(...messages.map(({ body, ...rest }) => ({ queue, ...rest, body: JSON.parse(body) })));
  const language = {
    understand: async () => expect.unreachable(),
    detectEmergency: async () => expect.unreachable(),
    textSimilarity: async () => expect.unreachable(),
    extractSlots: async () => expect.unreachable(),
  };
  await build({ table, queues: { send }, language, log: silentLog })({ Records: [record] });
  return sent;
}

const body = { buildingId: 'demo', conversationId: 'c1', messageId: 'm1' };

test('a received message with media goes to the media queue, in a line of its own', async () => {
  expect(await routed(undefined, message('pending', 1))).toEqual([
    { queue: 'media', group: 'm1', deduplicationId: 'm1/1', body },
  ]);
});

test('a message whose file was stored goes there again when it is gone, so that the file goes too', async () => {
  expect(await routed(message('stored', 2), undefined)).toEqual([
    { queue: 'media', group: 'm1', deduplicationId: 'm1/3', body },
  ]);
});

test.each([
  ['was stored', message('pending', 1), message('stored', 2)],
  ['was changed afterwards', message('stored', 2), message('stored', 3)],
  ['had no media', undefined, message(undefined, 1)],
  ['had no media and is gone', message(undefined, 1), undefined],
])('a message that %s goes nowhere', async (_title, before, after) => {
  expect(await routed(before, after)).toEqual([]);
});
