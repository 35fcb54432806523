import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable } from '@bos/embedded/engine/create-table';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { freshDataDir, removeDataDir } from './data-dir.ts';

/** The one table on a DynamoDB engine in a process of its own. */
export interface RunningTable {
  readonly endpoint: string;
  readonly tableName: string;
  /** For other things that are to go with the table. */
  readonly dataDir: string;
  /** The SDK's client as it comes, but for signatures, which our engine does not look at. */
  readonly raw: DynamoDBClient;
  readonly client: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** Starts the engine on a free port of 127.0.0.1 and creates the table; its data dies with it. */
export async function startTable(
  tableName: string,
  options: { readonly sweepSeconds?: number } = {},
): Promise<RunningTable> {
  const dataDir = freshDataDir();
  const engine = await startTableEngine({
    dataDir,
    tableName,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
    ...options,
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
    dataDir,
    raw,
    client,
    async stop() {
      client.destroy();
      await engine.stop();
      removeDataDir(dataDir);
    },
  };
}
