import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { engineConnection } from '../engine/connection.ts';
import { createTable } from '../engine/create-table.ts';
import { startTableEngine, type TableEngine } from '../engine/table-engine.ts';
import { pause } from '../runtime/pause.ts';
import { type CheckpointFile, openCheckpoints } from './checkpoints.ts';
import { type StreamReader, type StreamReaderOptions, startStreamReader } from './stream-reader.ts';

let folder: string;
let engine: TableEngine;
let client: DynamoDBClient;
let tables = 0;
let tableName: string;
let checkpoints: CheckpointFile;
const readers: StreamReader[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bos-stream-'));
  engine = await startTableEngine({
    dataDir: folder,
    tableName: 'none',
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
  });
  client = new DynamoDBClient(engineConnection(engine.endpoint));
});

afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  tableName = `t-${++tables}-stream`;
  checkpoints = openCheckpoints(join(folder, `${tableName}.db`));
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
});

afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.stop()));
  checkpoints.close();
});

async function start(
  handler: StreamReaderOptions['handler'],
  options: Partial<StreamReaderOptions> = {},
): Promise<StreamReader> {
  const reader = await startStreamReader({
    streamsClient: new DynamoDBStreamsClient(engineConnection(engine.endpoint)),
    tableName,
    checkpoints,
    reader: 'router',
    batchSize: 10,
    maxRetries: 3,
    onPoison: async () => {},
    timers: systemTimers,
    log: silentLog,
    handler,
    ...options,
  });
  readers.push(reader);
  return reader;
}

async function put(key: string): Promise<void> {
  await client.send(new PutItemCommand({ TableName: tableName, Item: { PK: { S: key } } }));
}

const keyOf = (record: DynamoDBRecord): string => record.dynamodb?.Keys?.PK?.S ?? '';

/** A handler that keeps what it was given. */
function collector(): { readonly seen: string[]; readonly handler: StreamReaderOptions['handler'] } {
  const seen: string[] = [];
  return {
    seen,
    handler: async ({ Records }) => void seen.push(...Records.map((record) => `${record.eventName} ${keyOf(record)}`)),
  };
}

describe('the stream reader', () => {
  test('hands over what was written before and after its start, in order and without changes of nothing', async () => {
    const { seen, handler } = collector();
    await put('a');
    await put('a');
    const reader = await start(handler);
    await reader.settled();
    await put('b');
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { PK: { S: 'a' } } }));
    await reader.settled();
    expect(seen).toEqual(['INSERT a', 'INSERT b', 'REMOVE a']);
  });

  test('goes on after a stop where it was, repeating nothing', async () => {
    const first = collector();
    const reader = await start(first.handler);
    for (let i = 0; i < 25; i++) await put(`k${i}`);
    await reader.settled();
    await reader.stop();
    await put('later');
    const second = collector();
    await (await start(second.handler)).settled();
    expect(first.seen).toHaveLength(25);
    expect(second.seen).toEqual(['INSERT later']);
  });

  test('repeats after a stop only what its handler had not done with', async () => {
    for (let i = 1; i <= 4; i++) await put(`k${i}`);
    const partial = await start(async ({ Records }) => {
      const third = Records.find((record) => keyOf(record) === 'k3');
      return { batchItemFailures: third ? [{ itemIdentifier: third.dynamodb?.SequenceNumber ?? '' }] : [] };
    });
    while (checkpoints.acknowledged(['router']) !== '2') await pause(systemTimers, 5);
    await partial.stop();
    const { seen, handler } = collector();
    await (await start(handler)).settled();
    expect(seen).toEqual(['INSERT k3', 'INSERT k4']);
  });

  test('hands over what a pattern matches, and is done with everything else', async () => {
    const { seen, handler } = collector();
    const reader = await start(handler, { patterns: [{ dynamodb: { Keys: { PK: { S: ['b', 'c'] } } } }] });
    for (const key of ['a', 'b', 'c', 'd']) await put(key);
    await reader.settled();
    expect(seen).toEqual(['INSERT b', 'INSERT c']);
    expect(checkpoints.acknowledged(['router'])).toBe('4');
  });

  test('two readers of one stream each see everything', async () => {
    const [one, two] = [collector(), collector()];
    const running = [await start(one.handler), await start(two.handler, { reader: 'archive' })];
    await put('a');
    await Promise.all(running.map((reader) => reader.settled()));
    expect([one.seen, two.seen]).toEqual([['INSERT a'], ['INSERT a']]);
  });

  test('a nudge brings a change within one poll, however long it had been idle', async () => {
    let arrived: (() => void) | undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    // A timer that never fires: only a nudge can end the wait.
    const reader = await start(async () => arrived?.(), { timers: { after: () => () => {} } });
    await reader.settled();
    await put('a');
    reader.nudge();
    await arrival;
  });

  test('survives a restart of the engine below it', async () => {
    const { seen, handler } = collector();
    const reader = await start(handler);
    await put('a');
    await reader.settled();
    const { engine: pid } = JSON.parse(readFileSync(join(folder, 'table.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    for (;;) {
      const written = await put('b').then(
        () => true,
        () => false,
      );
      if (written) break;
    }
    await reader.settled();
    expect(seen).toEqual(['INSERT a', 'INSERT b']);
  });

  test('loses nothing when its process is killed, and repeats at most the batch in hand', async () => {
    const note = join(folder, `${tableName}.txt`);
    const child = fileURLToPath(new URL('./stream-reader.child.ts', import.meta.url));
    const args = [child, engine.endpoint, tableName, join(folder, `${tableName}.db`), note];
    const numbers = (): number[] => (existsSync(note) ? readFileSync(note, 'utf8').trim().split('\n').map(Number) : []);
    const COUNT = 200;
    const lives = 3;
    const writing = (async () => {
      for (let i = 0; i < COUNT; i++) await put(`k${i}`);
    })();
    for (let life = 1; life <= lives; life++) {
      const reader = spawn(process.execPath, args, { stdio: 'ignore' });
      const target = (COUNT / lives) * life - (life === lives ? 0 : 30);
      while (Math.max(0, ...numbers()) < target) await pause(systemTimers, 5);
      reader.kill('SIGKILL');
      await once(reader, 'exit');
    }
    await writing;
    const seen = numbers();
    expect(new Set(seen).size).toBe(COUNT);
    expect(seen.length - COUNT).toBeLessThanOrEqual(5 * (lives - 1));
  }, 30_000);
});
