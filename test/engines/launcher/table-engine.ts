import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable } from '@bos/embedded/engine/create-table';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';

/** The one table on a DynamoDB engine in a process of its own. */
export interface RunningTable {
  readonly endpoint: string;
  readonly tableName: string;
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** Starts the engine on a free port of 127.0.0.1 and creates the table; its data dies with it. */
export async function startTable(tableName: string): Promise<RunningTable> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bos-table-'));
  const engine = await startTableEngine({
    dataDir,
    tableName,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
  });
  const raw = new DynamoDBClient(engineConnection(engine.endpoint));
  await createTable({
    client: raw,
    definition: createTableInput(tableName),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  return {
    endpoint: engine.endpoint,
    tableName,
    client,
    async stop() {
      client.destroy();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
