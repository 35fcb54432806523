import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { pause } from '../runtime/pause.ts';
import { engineBinary } from './binary.ts';
import { engineConnection } from './connection.ts';
import { createTable } from './create-table.ts';
import { argumentsOf, isAlive } from './process-table.ts';
import { startTableEngine, type TableEngine } from './table-engine.ts';

const tableName = 'bos-data-test';
const definition = {
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [
    { AttributeName: 'PK', AttributeType: 'S' as const },
    { AttributeName: 'SK', AttributeType: 'S' as const },
  ],
  KeySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' as const },
    { AttributeName: 'SK', KeyType: 'RANGE' as const },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
};

let dataDir: string;
let engine: TableEngine | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bos-engine-'));
});

afterEach(async () => {
  await engine?.stop();
  engine = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startTableEngine>[0]> = {}): Promise<DynamoDBClient> {
  engine = await startTableEngine({
    dataDir,
    tableName,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
    ...options,
  });
  return clientOf(engine.endpoint);
}

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient(engineConnection(endpoint));
}

async function table(client: DynamoDBClient): Promise<void> {
  await createTable({ client, definition, timeToLiveAttribute: 'ttl' });
}

async function put(client: DynamoDBClient, key: string, attributes: Record<string, { N: string }> = {}): Promise<void> {
  await client.send(
    new PutItemCommand({ TableName: tableName, Item: { PK: { S: key }, SK: { S: 'A' }, ...attributes } }),
  );
}

async function exists(client: DynamoDBClient, key: string): Promise<boolean> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { PK: { S: key }, SK: { S: 'A' } } }),
  );
  return Item !== undefined;
}

function enginePid(): number {
  const text = readFileSync(join(dataDir, 'table.pid'), 'utf8');
  return z.object({ engine: z.number() }).parse(JSON.parse(text)).engine;
}

function streamRows(): number[] {
  const database = new DatabaseSync(join(dataDir, 'table.db'), { readOnly: true });
  const rows = database.prepare('SELECT CAST(sequence_number AS INTEGER) AS n FROM _stream_records ORDER BY 1').all();
  database.close();
  return rows.map((row) => Number(row.n));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries++) {
    if (tries > 500) throw new Error('the awaited did not come');
    await pause(systemTimers, 10);
  }
}

describe('the table engine', () => {
  test('keeps what was written over a stop and a start', async () => {
    const before = await start();
    await table(before);
    await put(before, '1');
    await engine?.stop();
    const after = await start();
    expect(await exists(after, '1')).toBe(true);
  });

  test('ends its child process and forgets its pid when stopped', async () => {
    await start();
    const pid = enginePid();
    await engine?.stop();
    engine = undefined;
    expect(isAlive(pid)).toBe(false);
    expect(() => enginePid()).toThrow();
  });

  test('is started again on the same port when it dies, with all acknowledged writes', async () => {
    const client = await start();
    await table(client);
    for (let i = 0; i < 20; i++) await put(client, `k${i}`);
    const pid = enginePid();
    process.kill(pid, 'SIGKILL');
    await until(() => enginePid() !== pid);
    await until(() => exists(client, 'k19').catch(() => false));
    expect(await exists(client, 'k0')).toBe(true);
  });

  test('refuses a data folder that a living process uses', async () => {
    await start();
    const second = startTableEngine({ dataDir, tableName, clock: systemClock, timers: systemTimers, log: silentLog });
    await expect(second).rejects.toMatchObject({ code: 'DATA_IN_USE' });
  });

  test('says what the engine printed when it cannot open the database', async () => {
    writeFileSync(
      join(dataDir, 'table.db'),
      'not a database at all, but long enough to be read as one by SQLite'.repeat(20),
    );
    const opened = startTableEngine({ dataDir, tableName, clock: systemClock, timers: systemTimers, log: silentLog });
    await expect(opened).rejects.toThrow(/not a database/i);
  });
});

describe('an engine left behind by a killed owner', () => {
  const DEAD_PID = 2 ** 22 - 1;
  const record = (engine: number): void =>
    writeFileSync(join(dataDir, 'table.pid'), JSON.stringify({ owner: DEAD_PID, ownerStarted: '1', engine }));

  test('is ended before ours starts', async () => {
    const orphan = spawn(engineBinary(), ['serve', '--port', '0', '--db-path', join(dataDir, 'table.db')], {
      stdio: 'ignore',
    });
    const ended = once(orphan, 'exit');
    await until(() => argumentsOf(orphan.pid ?? 0).length > 0);
    record(orphan.pid ?? 0);
    await start();
    const [, signal] = await ended;
    expect(['SIGTERM', 'SIGKILL', null]).toContain(signal);
  });

  test('is left alone when its pid belongs to another program by now', async () => {
    const other = spawn('sleep', ['30'], { stdio: 'ignore' });
    const ended = once(other, 'exit');
    record(other.pid ?? 0);
    await start();
    expect(isAlive(other.pid ?? 0)).toBe(true);
    other.kill();
    await ended;
  });
});

describe('the stream records', () => {
  const tomorrow = new Date(Date.now() + 86_400_000);

  test('are trimmed up to what was acknowledged', async () => {
    const client = await start({ acknowledged: () => '3' });
    await table(client);
    for (let i = 1; i <= 5; i++) await put(client, String(i));
    expect(await engine?.trim(tomorrow)).toBe(3);
    expect(streamRows()).toEqual([4, 5]);
  });

  test('keep the newest, from which the engine counts on', async () => {
    const client = await start({ acknowledged: () => '9' });
    await table(client);
    for (let i = 1; i <= 5; i++) await put(client, String(i));
    await engine?.trim(tomorrow);
    await put(client, '6');
    expect(streamRows()).toEqual([5, 6]);
  });

  test('stay for a day, and without any acknowledgement for ever', async () => {
    const client = await start();
    await table(client);
    await put(client, '1');
    await put(client, '2');
    expect(await engine?.trim(tomorrow)).toBe(0);
    await engine?.stop();
    await start({ acknowledged: () => '9' });
    expect(streamRows()).toEqual([1, 2]);
    await engine?.stop();
    await start({ acknowledged: () => '9', clock: { now: () => new Date(Date.now() + 2 * 86_400_000) } });
    expect(streamRows()).toEqual([2]);
  });

  test('can be trimmed while the engine writes', async () => {
    let acknowledged = 0;
    const client = await start({ acknowledged: () => String(acknowledged) });
    await table(client);
    const write = (key: string): Promise<unknown> =>
      client.send(
        new TransactWriteItemsCommand({
          TransactItems: ['A', 'B'].map((sort) => ({
            Put: { TableName: tableName, Item: { PK: { S: key }, SK: { S: sort } } },
          })),
        }),
      );
    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let i = 0; i < 40; i++) {
          await write(`${lane}-${i}`);
          acknowledged += 2;
        }
      }),
    );
    for (let i = 0; i < 20; i++) await engine?.trim(tomorrow);
    await writing;
    await engine?.trim(tomorrow);
    expect(streamRows()).toEqual([640]);
  });
});

describe('expired items', () => {
  test('are swept on the timer', async () => {
    const client = await start({ sweepSeconds: 0.05 });
    await table(client);
    await put(client, 'gone', { ttl: { N: '1000' } });
    await put(client, 'stays', { ttl: { N: '9999999999' } });
    await until(async () => !(await exists(client, 'gone')));
    expect(await exists(client, 'stays')).toBe(true);
  });
});

describe('creating the table', () => {
  test('can be repeated', async () => {
    const client = await start();
    await table(client);
    await put(client, '1');
    await table(client);
    expect(await exists(client, '1')).toBe(true);
  });

  test('refuses a table of that name with other indexes', async () => {
    const client = await start();
    await table(client);
    const other = {
      ...definition,
      GlobalSecondaryIndexes: [
        { IndexName: 'GSI1', KeySchema: definition.KeySchema, Projection: { ProjectionType: 'ALL' as const } },
      ],
    };
    await expect(createTable({ client, definition: other, timeToLiveAttribute: 'ttl' })).rejects.toMatchObject({
      code: 'TABLE_DIFFERS',
    });
  });
});

test('a platform without an engine is told what to set', () => {
  expect(() => engineBinary('plan9-mips')).toThrow(/AWS_ENDPOINT_URL_DYNAMODB/);
});
