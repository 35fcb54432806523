import { openSqliteKeyStore } from '@bos/embedded/keys/sqlite-key-store';
import { replayErasures } from '@bos/people/erasure/erase-person';
import type { Erasure } from '@bos/people/erasure/erasure-ledger';
import type { Privacy } from '../local/privacy.ts';
import { reindex } from '../local/rotate.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { type BackupHead, itemCount } from './backup-format.ts';
import { checkItems } from './check-items.ts';
import { presentFingerprint } from './key-lines.ts';
import { keyPlaces } from './local-keys.ts';
import type { CheckedBackup } from './read-backup.ts';
import { completeRestore, openRestoreFolder, type RestoreFolder } from './restore-folder.ts';
import { openRestoringTable, type RestoringTable } from './restoring-table.ts';
import { scanSegments } from './scan-segments.ts';
import { claimFolder } from './table-folder.ts';
import { writeContents } from './write-contents.ts';

export interface RestoreRequest {
  readonly path: string;
  /** As `checkBackup` has read it: nothing is written of a file that was not read to its end. */
  readonly backup: CheckedBackup;
  readonly dataDir: string;
  readonly leaveOutUnreadable: boolean;
  readonly onProgress: (items: number) => void;
}

export interface RestoreReport {
  /** People who were erased, here or where the backup was made, and are so again. */
  readonly erasures: number;
  readonly leftOut: number;
}

/**
 * Puts the table, documents and, if it has any, keys of a backup in the place of those of the data folder. They grow in
 * a folder beside it, on an engine of their own, until everything is there, the erased are erased again and every item has
 * been read; then they take the place of the former ones. A kill before that leaves the former table as it was, and the
 * next call goes on; a kill after it is completed by the next call or start. Nobody is told of anything: what is pending
 * is found by the sweep. Throws OperatorError, and DATA_IN_USE while a system is at work on the folder.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoreReport> {
  const { dataDir, backup } = request;
  const claim = await claimFolder(dataDir);
  try {
    const folder = await openRestoreFolder(dataDir, backup.end.sha256);
    const report = await fillFolder(request, folder);
    await completeRestore(dataDir);
    return report;
  } finally {
    claim.release();
  }
}

async function fillFolder(request: RestoreRequest, folder: RestoreFolder): Promise<RestoreReport> {
  const { dataDir, backup } = request;
  const table = await openRestoringTable(dataDir, folder);
  const keys = openSqliteKeyStore(backup.head.withKeys ? folder.keys : keyPlaces(dataDir).database);
  try {
    const privacy = table.privacy(keys);
    const brought = await writeContents(request, { folder, table, keys, privacy });
    if (!folder.isComplete) await assertComplete(table, backup);
    folder.noteProgress(itemCount(backup.end), true);
    if (!(await isIndexedAlike(privacy, backup.head))) await reindex(privacy);
    const erasures = await replayErasures(privacy, 'all');
    const leftOut = await checkItems(privacy, request.leaveOutUnreadable);
    await noteErasures(privacy, brought);
    await table.startStream();
    return { erasures, leftOut };
  } finally {
    keys.close();
    await table.stop();
  }
}

/** Throws when the table does not hold, of each type, as many items as the backup. */
async function assertComplete({ client }: RestoringTable, { end }: CheckedBackup): Promise<void> {
  const found = new Map<string, number>();
  for await (const { type } of scanSegments(client, LOCAL_TABLE, 1)) {
    const name = type?.S ?? '';
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  const names = new Set([...found.keys(), ...Object.keys(end.items)]);
  const wrong = [...names].filter((name) => found.get(name) !== end.items[name]);
  if (wrong.length > 0) throw new Error(`The restored table does not hold what the backup does: ${wrong.join(', ')}.`);
}

/** What is found by a hash is so only under the key that it was indexed with. */
async function isIndexedAlike({ keys }: Privacy, { fingerprints }: BackupHead): Promise<boolean> {
  const { index } = fingerprints;
  return index === undefined || presentFingerprint(await keys.dataKey({ kind: 'index' })) === index;
}

/** Erasures that only the machine knew which made the backup: an older backup may be restored one day. */
async function noteErasures({ ledger }: Privacy, brought: readonly Erasure[]): Promise<void> {
  const known = new Set((await ledger.entries()).map(({ userId }) => userId));
  for (const erasure of brought) if (!known.has(erasure.userId)) await ledger.note(erasure);
}
