import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { systemClock } from '@bos/kernel/clock';
import type { Trigger } from '@bos/kernel/function-definition';
import { ulidSource } from '@bos/kernel/ids';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineConnection } from '../engine/connection.ts';
import { createTable } from '../engine/create-table.ts';
import { startTableEngine, type TableEngine } from '../engine/table-engine.ts';
import { startConsumer } from '../queue/consumer.ts';
import { openQueues, type Queues } from '../queue/queues.ts';
import { type CheckpointFile, openCheckpoints } from '../streams/checkpoints.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { type Dispatch, routesOf, startDispatch, streamReaders } from './dispatch.ts';

const tableName = 'bos-data-dispatch';
let folder: string;
let engine: TableEngine;
let client: DynamoDBClient;
let checkpoints: CheckpointFile;
let queues: Queues;
let dispatch: Dispatch | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bos-dispatch-'));
  const parts = { clock: systemClock, timers: systemTimers, log: silentLog };
  engine = await startTableEngine({ dataDir: folder, tableName, ...parts });
  client = new DynamoDBClient(engineConnection(engine.endpoint));
  await createTable({
    client,
    timeToLiveAttribute: 'ttl',
    definition: {
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  });
  checkpoints = openCheckpoints(join(folder, 'checkpoints.db'));
  queues = openQueues({ databasePath: join(folder, 'queues.db'), clock: systemClock, ids: ulidSource(systemClock) });
  queues.create('inbound-dead', { fifo: true, visibilitySeconds: 60 });
  queues.create('inbound', { fifo: true, visibilitySeconds: 60, maxReceives: 1, deadLetterQueue: 'inbound-dead' });
});

afterEach(async () => {
  await dispatch?.stop();
  dispatch = undefined;
  queues.close();
  checkpoints.close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

const deployed = <E>(name: string, trigger: Trigger, handler: (event: E) => unknown): DeployedFunction => ({
  definition: { name, trigger, timeoutSeconds: 5, memoryMegabytes: 128 },
  handler,
});

const put = (key: string): Promise<unknown> =>
  client.send(new PutItemCommand({ TableName: tableName, Item: { PK: { S: key } } }));

async function start(functions: readonly DeployedFunction[], readTable = tableName): Promise<Dispatch> {
  dispatch = await startDispatch({
    functions,
    stream: {
      streamsClient: new DynamoDBStreamsClient(engineConnection(engine.endpoint)),
      tableName: readTable,
      checkpoints,
      onPoison: async () => {},
    },
    startConsumer: (options) => startConsumer({ queues, ...options }),
    waiting(queue) {
      const { visible, inFlight } = queues.depths(queue);
      return visible + inFlight;
    },
    clock: systemClock,
    timers: systemTimers,
    ids: { next: () => 'id' },
    log: silentLog,
  });
  return dispatch;
}

describe('dispatch', () => {
  test('carries a chain of table, stream and queue to its end before it is drained', async () => {
    const router = deployed<DynamoDBStreamEvent>(
      'router',
      { kind: 'stream', batchSize: 10, patterns: [] },
      async ({ Records }) => {
        for (const record of Records) {
          const step = Number(record.dynamodb?.Keys?.PK?.S);
          if (step < 5) queues.send('inbound', { body: String(step), groupId: 'g' });
        }
      },
    );
    const worker = deployed<SQSEvent>(
      'worker',
      { kind: 'queue', queue: 'inbound', batchSize: 1, concurrency: 1 },
      async ({ Records }) => {
        for (const record of Records) await put(String(Number(record.body) + 1));
      },
    );
    const running = await start([router, worker]);
    await put('0');
    running.nudge();
    await running.drain();
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    expect(Items.map((item) => item.PK?.S).sort()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(checkpoints.acknowledged(streamReaders([router, worker]))).toBe('6');
  });

  test('tells the queue which messages a function could not handle, all of them when it throws', async () => {
    const worker = deployed<SQSEvent>(
      'worker',
      { kind: 'queue', queue: 'inbound', batchSize: 1, concurrency: 1 },
      async ({ Records: [record] }) => {
        if (record?.body === 'throws') throw new Error('no');
        return { batchItemFailures: record?.body === 'bad' ? [{ itemIdentifier: record.messageId }] : [] };
      },
    );
    const running = await start([worker]);
    for (const body of ['good', 'bad', 'throws']) queues.send('inbound', { body, groupId: body });
    await running.drain();
    expect(
      queues
        .deadLetters('inbound')
        .map(({ body }) => body)
        .sort(),
    ).toEqual(['bad', 'throws']);
  });

  test('starts schedules, and stops them with everything else', async () => {
    let runs = 0;
    const running = await start([
      deployed('sweep', { kind: 'schedule', everySeconds: 3600 }, async () => {
        runs++;
      }),
    ]);
    await running.stop();
    expect(runs).toBe(1);
  });

  test('refuses to start without the stream that a function reads', async () => {
    const router = deployed('router', { kind: 'stream', batchSize: 1, patterns: [] }, async () => {});
    const started = start([router], 'none');
    await expect(started).rejects.toMatchObject({ code: 'STREAM_NOT_FOUND' });
  });
});

test('the routes of HTTP functions are the gateway’s', () => {
  const api = deployed('api', { kind: 'http', routes: [{ routeKey: 'GET /a', public: true }] }, () => ({}));
  const other = deployed('sweep', { kind: 'schedule', everySeconds: 1 }, () => ({}));
  expect(routesOf([api, other])).toEqual([{ routeKey: 'GET /a', public: true, target: api }]);
});
