import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable as createTablePort } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { describeTable, type TableUnderTest } from '@bos/testing/table-contract';
import { describeIsolation, propertyOperations } from '@bos/testing/table-isolation-contract';
import { afterAll, beforeAll } from 'vitest';
import { engineConnection } from './connection.ts';
import { createTable } from './create-table.ts';
import { startTableEngine, type TableEngine } from './table-engine.ts';

const TABLE_NAME = 'bos-data-contract';
const clock = virtualClock();
/** Another DynamoDB than ours may be named: the suite holds it to the same behaviour. */
const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;

let dataDir: string;
let engine: TableEngine | undefined;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'bos-contract-'));
  if (named === undefined) {
    engine = await startTableEngine({
      dataDir,
      tableName: TABLE_NAME,
      clock: systemClock,
      timers: systemTimers,
      log: silentLog,
    });
  }
  const raw = new DynamoDBClient(engine ? engineConnection(engine.endpoint) : { endpoint: named ?? '' });
  await createTable({
    client: raw,
    definition: createTableInput(TABLE_NAME),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });
  client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
});

afterAll(async () => {
  client?.destroy();
  await engine?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function open(): TableUnderTest {
  const keys = createKeyRing({
    store: createWrappedKeyStore(client, TABLE_NAME, clock),
    wrapper: testKeyWrapper,
    clock,
  });
  return {
    table: createTablePort({ client, tableName: TABLE_NAME, keys, clock }),
    clock,
    items: async () => (await client.send(new ScanCommand({ TableName: TABLE_NAME }))).Items ?? [],
  };
}

const name = named ?? 'the engine of one machine';
describeTable(name, open);
describeIsolation(name, open, propertyOperations(500));
