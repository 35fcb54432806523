import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localTableClient } from '../../functions/ports/embedded-ports.ts';
import { OperatorError } from '../local/operator-error.ts';
import { findRunning, type Running } from '../local/running.ts';
import type { Settings } from '../local/settings.ts';
import { type TableEndpoint, tableConnection } from '../local/table-connection.ts';
import type { BackupHead } from './backup-format.ts';
import { clearFolder, startEngineOn } from './table-folder.ts';

/** A table to be read from its beginning to its end. */
export interface TableSource {
  readonly client: DynamoDBClient;
  readonly taken: BackupHead['taken'];
  close(): Promise<void>;
}

/** Where the copy of a running table lies while it is read. */
const snapshotFolder = (dataDir: string): string => join(dataDir, 'snapshot');

/**
 * The table of an installation, whether it runs or not. Of the engine of this machine everything is seen as it was at
 * one moment: a transaction is there whole or not at all. Any other endpoint is walked through while it may change.
 * Throws OperatorError when there is no table.
 */
export async function openTableSource({ dataDir, tableEndpoint }: Settings): Promise<TableSource> {
  const running = runningOn(dataDir);
  const named = running ? namedOf(running.tableEndpoint) : tableEndpoint;
  if (named !== undefined) {
    const client = localTableClient(tableConnection({ url: named, own: false }));
    return { client, taken: 'walk', close: async () => client.destroy() };
  }
  if (!existsSync(join(dataDir, 'table.db'))) throw new OperatorError(`There is no table in ${dataDir}.`);
  return running ? openSnapshot(dataDir) : openFolder(dataDir);
}

/** The system at work on a data folder; undefined when there is none. */
export function runningOn(dataDir: string): Running | undefined {
  try {
    return findRunning(dataDir);
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

const namedOf = ({ own, url }: TableEndpoint): string | undefined => (own ? undefined : url);

async function openFolder(folder: string): Promise<TableSource> {
  const engine = await startEngineOn(folder);
  const client = localTableClient(tableConnection({ url: engine.endpoint, own: true }));
  return {
    client,
    taken: 'snapshot',
    async close() {
      client.destroy();
      await engine.stop();
    },
  };
}

/**
 * SQLite copies a database as it stands at one moment, while others write on, and leaves out the pages of what was
 * removed. The copy has an engine of its own, so nothing is known here of how the engine keeps its items.
 */
async function openSnapshot(dataDir: string): Promise<TableSource> {
  const folder = snapshotFolder(dataDir);
  await clearFolder(folder);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const database = new DatabaseSync(join(dataDir, 'table.db'), { readOnly: true, timeout: 5_000 });
    database.prepare('VACUUM INTO ?').run(join(folder, 'table.db'));
    database.close();
    const source = await openFolder(folder);
    return { ...source, close: () => source.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
