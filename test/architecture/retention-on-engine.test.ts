import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { DAY, systemClock } from '@bos/kernel/clock';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { restingItems } from './resting-items.ts';

const TABLE_NAME = 'bos-data-retention';
const TEN_YEARS = 10 * 365 * DAY;
const SWEEP_SECONDS = 0.1;

let running: RunningTable;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  running = await startTable(TABLE_NAME, { sweepSeconds: SWEEP_SECONDS });
  ({ client } = running);
});

afterAll(() => running?.stop());

async function typesThere(): Promise<string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE_NAME }));
  return Items.map(({ type }) => String(type)).toSorted();
}

/** Writes items of every entity whose items expire, as if at that time; returns the types that were written. */
async function write(buildingId: string, at: Date, state: 'resting' | 'alive'): Promise<string[]> {
  const clock = virtualClock(at);
  const store = createWrappedKeyStore(client, TABLE_NAME, clock);
  const keys = createKeyRing({ store, wrapper: testKeyWrapper, clock });
  const table = createTable({ client, tableName: TABLE_NAME, keys, clock });
  const written: string[] = [];
  for (const { use } of restingItems(at, buildingId)) {
    await use(async (definition, resting, alive) => {
      const entity = state === 'resting' ? resting : alive;
      if (entity === undefined) return;
      await table.write([create(definition, entity)]);
      written.push(definition.type);
    });
  }
  return written;
}

test('the engine removes what has outlived its term, and neither what is alive nor what rests since now', async () => {
  const now = systemClock.now();
  const longAgo = new Date(now.getTime() - TEN_YEARS);
  const kept = [...(await write('alive', longAgo, 'alive')), ...(await write('fresh', now, 'resting'))];
  const outlived = await write('old', longAgo, 'resting');
  // Keys are what decrypts everything else: they go by erasure, never by age.
  const keys = (await typesThere()).filter((type) => type === 'wrapped_key');
  expect(keys.length).toBeGreaterThan(0);
  while ((await typesThere()).length > kept.length + keys.length) await sleep(50);
  await sleep(5 * SWEEP_SECONDS * 1_000);
  expect(await typesThere()).toEqual([...kept, ...keys].toSorted());
  expect(outlived.length).toBeGreaterThan(10);
});
