import type { SqliteKeyStore } from '@bos/embedded/keys/sqlite-key-store';
import type { Erasure } from '@bos/people/erasure/erasure-ledger';
import type { Privacy } from '../local/privacy.ts';
import { LOCAL_TABLE } from '../local/system.ts';
import { writeDocuments } from './document-parts.ts';
import { movedRecord } from './key-lines.ts';
import { readBackup } from './read-backup.ts';
import type { RestoreFolder } from './restore-folder.ts';
import type { RestoringTable } from './restoring-table.ts';
import type { RawItem } from './scan-segments.ts';
import { ITEMS_AT_ONCE, writeItems } from './write-items.ts';

const NOTED_EVERY = 10 * ITEMS_AT_ONCE;

/** Where a backup grows into a table. */
export interface Place {
  readonly folder: RestoreFolder;
  readonly table: RestoringTable;
  readonly keys: SqliteKeyStore;
  readonly privacy: Privacy;
}

/** Writes everything, but for the items that lie there already. Gives the erasures that the backup knows of. */
export async function writeContents(
  { path, onProgress }: { readonly path: string; readonly onProgress: (items: number) => void },
  { folder, table, keys, privacy }: Place,
): Promise<readonly Erasure[]> {
  const brought: Erasure[] = [];
  const erasures = await privacy.ledger.entries();
  let masterKeys: readonly string[] = [];
  let putDocument: ReturnType<typeof writeDocuments> | undefined;
  const items = itemWriter(table, folder, onProgress);
  for await (const line of readBackup(path)) {
    if ('Item' in line) await items.put(line.Item);
    else if ('Erasure' in line) brought.push(line.Erasure);
    else if ('MasterKeys' in line) masterKeys = line.MasterKeys;
    else if ('Key' in line) {
      const moved = await movedRecord(line.Key, { masterKeys, wrapper: privacy.wrapper, erasures });
      if (moved) await keys.create(moved.scope, moved.record);
    } else if ('Document' in line) {
      // Not before: the keys of the backup come before its documents.
      putDocument ??= writeDocuments(folder.documents, await privacy.keys.dataKey({ kind: 'platform' }));
      await putDocument(line.Document);
    }
  }
  await items.flush();
  return brought;
}

/** Writes items in the order of the backup, so that how many lie there says which. */
function itemWriter({ client }: RestoringTable, folder: RestoreFolder, onProgress: (items: number) => void) {
  let pending: RawItem[] = [];
  let seen = 0;
  const flush = async (): Promise<void> => {
    await writeItems(client, LOCAL_TABLE, pending);
    pending = [];
  };
  return {
    flush,
    async put(item: RawItem): Promise<void> {
      if (++seen <= folder.items) return;
      pending.push(item);
      if (pending.length === ITEMS_AT_ONCE) await flush();
      if (pending.length > 0 || seen % NOTED_EVERY !== 0) return;
      folder.noteProgress(seen, false);
      onProgress(seen);
    },
  };
}
