import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { createTable } from '@bos/embedded/engine/create-table';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { freshDataDir, removeDataDir } from '../support/data-dir.ts';

export interface BenchTable {
  readonly tableName: string;
  readonly endpoint: string;
  readonly dataDir: string;
  /** The SDK's client as it comes, but for signatures, which our engine does not look at. */
  readonly raw: DynamoDBClient;
  stop(): Promise<void>;
}

/** An empty table with indexes and stream on an engine of its own. */
export async function openBenchTable(): Promise<BenchTable> {
  const tableName = 'bench';
  const dataDir = freshDataDir();
  const engine = await startTableEngine({
    dataDir,
    tableName,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
  });
  const { endpoint } = engine;
  const raw = new DynamoDBClient(engineConnection(endpoint));
  const definition = createTableInput(tableName);
  await createTable({ client: raw, definition, timeToLiveAttribute: ATTRIBUTES.timeToLive });
  return {
    tableName,
    endpoint,
    dataDir,
    raw,
    async stop() {
      raw.destroy();
      await engine.stop();
      removeDataDir(dataDir);
    },
  };
}
