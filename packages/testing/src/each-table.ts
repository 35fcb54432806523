import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable as createEngineTable } from '@bos/embedded/engine/create-table';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { afterAll, beforeAll, describe } from 'vitest';
import { virtualClock } from './clocks.ts';
import { createMemoryTable, testKeyWrapper } from './memory-table.ts';
import type { TableUnderTest } from './table-contract.ts';

/** An empty table on an engine of its own or, where another DynamoDB is named, on that one. */
async function openEngine(endpoint: string | undefined): Promise<TableUnderTest & { close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bos-each-table-'));
  const tableName = `bos-data-${Date.now()}-${process.pid}`;
  const options = { dataDir, tableName, clock: systemClock, timers: systemTimers, log: silentLog };
  const engine = endpoint === undefined ? await startTableEngine(options) : undefined;
  const raw = new DynamoDBClient(engine ? engineConnection(engine.endpoint) : { endpoint: endpoint ?? '' });
  const definition = createTableInput(tableName);
  await createEngineTable({ client: raw, definition, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const clock = virtualClock();
  const store = createWrappedKeyStore(client, tableName, clock);
  const keys = createKeyRing({ store, wrapper: testKeyWrapper, clock });
  return {
    table: createTable({ client, tableName, keys, clock }),
    clock,
    items: async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [],
    async close() {
      raw.destroy();
      await engine?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Holds a store to one behaviour on every table: in memory, and on the engine of one machine or whatever DynamoDB
 * `AWS_ENDPOINT_URL_DYNAMODB` names. The tests of a suite share a table: each works in a building of its own.
 */
export function describeOnEachTable(name: string, suite: (open: () => TableUnderTest) => void): void {
  describe(`${name} in memory`, () => {
    const clock = virtualClock();
    const { table, items } = createMemoryTable({ clock });
    suite(() => ({ table, clock, items: async () => items() }));
  });

  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  describe(`${name} on ${endpoint ?? 'the engine of one machine'}`, () => {
    let opened: Awaited<ReturnType<typeof openEngine>> | undefined;
    beforeAll(async () => {
      opened = await openEngine(endpoint);
    });
    afterAll(async () => {
      await opened?.close();
    });
    suite(() => {
      if (opened === undefined) throw new Error('the engine does not run yet');
      return opened;
    });
  });
}
