import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ResourceNotFoundException, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { ENTITIES } from '../../functions/entities.ts';
import { localTableClient } from '../../functions/ports/embedded-ports.ts';
import { OperatorError } from '../local/operator-error.ts';
import type { Settings } from '../local/settings.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { tableConnection } from '../local/table-connection.ts';
import type { BackupHead } from './backup-format.ts';
import { hasFingerprint } from './key-lines.ts';
import { openKeys } from './local-keys.ts';
import type { CheckedBackup } from './read-backup.ts';
import { startEngineOn } from './table-folder.ts';
import { runningOn } from './table-source.ts';

/** Throws OperatorError when a later release wrote items that this one does not know. */
export function assertKnownSchemas({ head, end }: CheckedBackup): void {
  const known = new Map(ENTITIES.map(({ type, schemaVersion }) => [type, schemaVersion]));
  const later = Object.keys(end.items).filter((type) => (head.schemas[type] ?? 0) > (known.get(type) ?? 0));
  if (later.length > 0)
    throw new OperatorError(`A later release made this backup; this one does not know its ${later.join(', ')}.`);
}

/** Throws OperatorError when the keys of the data folder, of which the backup has none, are not those it needs. */
export async function assertKeysAtHand(dataDir: string, { withKeys, fingerprints }: BackupHead, clock: Clock) {
  if (withKeys) return;
  const { store, platform } = await openKeys(dataDir, clock);
  store.close();
  if (!hasFingerprint(platform, fingerprints.platform))
    throw new OperatorError(
      'The keys in this data folder are not those of the backup: it is another machine’s, or the platform’s key was rotated away since. Put secrets/ of that machine here, or restore a backup that was made --with-keys.',
    );
}

/** Throws OperatorError where a restore may not work, or would take the place of something. */
export async function assertMayReplace({ dataDir, tableEndpoint }: Settings, replace: boolean): Promise<void> {
  if (tableEndpoint !== undefined)
    throw new OperatorError(
      'A restore fills the table of this machine’s own engine. A DynamoDB of your own is restored by its own means.',
    );
  const running = runningOn(dataDir);
  if (running) throw new OperatorError(`BuildingOS is running (process ${running.pid}). Stop it, then restore.`);
  if (!replace && (await holdsItems(dataDir)))
    throw new OperatorError('There is a table with items. To put the backup in its place, add --replace.');
}

async function holdsItems(dataDir: string): Promise<boolean> {
  if (!existsSync(join(dataDir, 'table.db'))) return false;
  const engine = await startEngineOn(dataDir);
  const client = localTableClient(tableConnection({ url: engine.endpoint, own: true }));
  try {
    const { Count = 0 } = await client.send(new ScanCommand({ TableName: LOCAL_TABLE, Limit: 1 }));
    return Count > 0;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  } finally {
    client.destroy();
    await engine.stop();
  }
}
