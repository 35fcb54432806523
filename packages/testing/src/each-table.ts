import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable as createEngineTable } from '@bos/embedded/engine/create-table';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { type BlindIndex, createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { afterAll, beforeAll, describe } from 'vitest';
import { virtualClock } from './clocks.ts';
import { createMemoryTable, testKeyWrapper } from './memory-table.ts';
import type { TableUnderTest } from './table-contract.ts';

/** A table for a store, with the index by which personal values are looked up. */
interface StoreTable extends TableUnderTest {
  readonly blindIndex: BlindIndex;
}

interface OpenedTable extends StoreTable {
  close(): Promise<void>;
}

/** How long an engine may take to start, and a table of an account to be made: milliseconds. */
const OPENING = 90_000;

/** An empty table of its own. `close` gives the connection back and leaves the table where it is. */
async function openTable(raw: DynamoDBClient, tableName: string): Promise<OpenedTable> {
  const definition = createTableInput(tableName);
  await createEngineTable({ client: raw, definition, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  const clock = virtualClock();
  const store = createWrappedKeyStore(client, tableName, clock);
  const keys = createKeyRing({ store, wrapper: testKeyWrapper, clock });
  return {
    table: createTable({ client, tableName, keys, clock }),
    blindIndex: createBlindIndex(keys),
    clock,
    items: async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [],
    close: async () => raw.destroy(),
  };
}

const newName = (): string => `bos-data-${randomUUID()}`;

/** On an engine of its own, which goes with its files. */
async function openEngine(): Promise<OpenedTable> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bos-each-table-'));
  const tableName = newName();
  const options = { dataDir, tableName, clock: systemClock, timers: systemTimers, log: silentLog };
  const engine = await startTableEngine(options);
  const opened = await openTable(new DynamoDBClient(engineConnection(engine.endpoint)), tableName);
  return {
    ...opened,
    async close() {
      await opened.close();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** On a DynamoDB that somebody else runs: the table is removed afterwards. */
async function openNamed(endpoint: string): Promise<OpenedTable> {
  const raw = new DynamoDBClient({ endpoint });
  const tableName = newName();
  const opened = await openTable(raw, tableName);
  return {
    ...opened,
    async close() {
      await raw.send(new DeleteTableCommand({ TableName: tableName }));
      await opened.close();
    },
  };
}

type StoreSuite = (open: () => StoreTable) => void;

function describeOpened(title: string, openIt: () => Promise<OpenedTable>, suite: StoreSuite): void {
  describe(title, () => {
    let opened: OpenedTable | undefined;
    beforeAll(async () => {
      opened = await openIt();
    }, OPENING);
    afterAll(async () => {
      await opened?.close();
    }, OPENING);
    suite(() => {
      if (opened === undefined) throw new Error('there is no table yet');
      return opened;
    });
  });
}

/**
 * Holds a store to one behaviour on every table: in memory, on the engine of one machine and, where
 * `AWS_ENDPOINT_URL_DYNAMODB` names a DynamoDB, on that one as well, with the SDK's own credentials and region. The
 * tests of a suite share a table: each works in a building of its own.
 */
export function describeOnEachTable(name: string, suite: StoreSuite): void {
  describe(`${name} in memory`, () => {
    const clock = virtualClock();
    const { table, blindIndex, items } = createMemoryTable({ clock });
    suite(() => ({ table, blindIndex, clock, items: async () => items() }));
  });

  describeOpened(`${name} on the engine of one machine`, openEngine, suite);

  const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (named) describeOpened(`${name} on ${named}`, () => openNamed(named), suite);
}
