import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { describeKeyStore } from '@bos/testing/key-store-contract';
import { afterAll, beforeAll } from 'vitest';
import { engineConnection } from './connection.ts';
import { createTable } from './create-table.ts';
import { startTableEngine, type TableEngine } from './table-engine.ts';

const tableName = 'bos-keys-contract';
let dataDir: string;
let engine: TableEngine;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bos-key-contract-'));
  const deps = { clock: systemClock, timers: systemTimers, log: silentLog };
  engine = await startTableEngine({ dataDir, tableName, ...deps });
  const raw = new DynamoDBClient(engineConnection(engine.endpoint));
  const definition = createTableInput(tableName);
  await createTable({ client: raw, definition, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
});

afterAll(async () => {
  client?.destroy();
  await engine?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describeKeyStore('items of a DynamoDB table', () => createWrappedKeyStore(client, tableName, systemClock));
