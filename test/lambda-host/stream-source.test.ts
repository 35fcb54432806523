import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { type CheckpointFile, openCheckpoints } from '@bos/embedded/streams/checkpoints';
import type { StreamReader } from '@bos/embedded/streams/stream-reader';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { definitionOf, hostScripts, type ScriptedHost } from './scripted-bundles.ts';
import { startStreamSource } from './stream-source.ts';

const PATIENCE = { timeout: 10_000 };

/** Notes each batch as a line; what it does is written in the keys of the items. */
const ROUTER = `
  let failedOnce = false;
  export const handler = async ({ Records }) => {
    const keys = Records.map(({ dynamodb }) => dynamodb.Keys.SK.S);
    console.log(JSON.stringify(keys));
    if (keys.includes('poison')) throw new Error('poison');
    const partial = Records.find(({ dynamodb }) => dynamodb.Keys.SK.S === 'once');
    if (partial === undefined || failedOnce) return;
    failedOnce = true;
    return { batchItemFailures: [{ itemIdentifier: partial.dynamodb.SequenceNumber }] };
  };`;

let folder: string;
let table: RunningTable;
let host: ScriptedHost;
let checkpoints: CheckpointFile;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bos-stream-source-'));
  table = await startTable('bos-data-stream-source');
  host = await hostScripts({ router: ROUTER }, [definitionOf('router')]);
  checkpoints = openCheckpoints(join(folder, 'checkpoints.db'));
});
afterAll(async () => {
  checkpoints?.close();
  await host?.close();
  await table?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const poison: string[] = [];
let seen = 0;
beforeEach(() => {
  poison.length = 0;
  seen = host.lines.length;
});

const batches = (): string[][] => host.lines.slice(seen).map((line) => z.array(z.string()).parse(JSON.parse(line)));

async function route(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const Item = { PK: 'BUILDING#b1', SK: key, type: 'note', at: seen };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  }
  const reader: StreamReader = await startStreamSource({
    streamsClient: new DynamoDBStreamsClient(engineConnection(table.endpoint)),
    tableName: table.tableName,
    checkpoints,
    reader: 'router',
    batchSize: 10,
    maxRetries: 1,
    onPoison: async ({ dynamodb }) => void poison.push(dynamodb?.Keys?.SK?.S ?? ''),
    timers: systemTimers,
    log: silentLog,
    invoke: (event) => host.call('router', event),
  });
  await reader.settled();
  await reader.stop();
}

describe('a table’s changes', () => {
  test('come in order and in batches, and not again', async () => {
    await route('n1', 'n2', 'n3');
    await route('n4');
    await expect.poll(() => batches().flat(), PATIENCE).toEqual(['n1', 'n2', 'n3', 'n4']);
  });

  test('go on at the first that the function reports as failed', async () => {
    await route('p1', 'once', 'p3');
    await expect.poll(batches, PATIENCE).toEqual([['p1', 'once', 'p3'], ['once'], ['p3']]);
    expect(poison).toEqual([]);
  });

  test('are halved around one that the function cannot handle, which is put aside', async () => {
    await route('q1', 'poison', 'q3', 'q4');
    await expect.poll(() => batches().at(-1), PATIENCE).toContain('q4');
    expect(poison).toEqual(['poison']);
    expect(batches().slice(0, 2)).toEqual([
      ['q1', 'poison', 'q3', 'q4'],
      ['q1', 'poison'],
    ]);
    const alone = batches().filter(([first, ...more]) => first === 'poison' && more.length === 0);
    expect(alone, 'once and one retry').toHaveLength(2);
  });
});
