import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { openSqliteKeyStore, type SqliteKeyStore } from '@bos/embedded/keys/sqlite-key-store';
import type { Clock } from '@bos/kernel/clock';
import type { DataKeys } from '@bos/table/encryption/data-keys';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { OperatorError } from '../local/operator-error.ts';

/** The keys of an installation, which has them as soon as it has been started once. */
export interface LocalKeys {
  readonly keyFile: string;
  readonly store: SqliteKeyStore;
  readonly platform: DataKeys;
  readonly index: DataKeys | undefined;
}

/** Where a data folder keeps its master key and what that wraps. */
export function keyPlaces(dataDir: string): { readonly keyFile: string; readonly database: string } {
  const folder = join(dataDir, 'secrets');
  return { keyFile: join(folder, 'master.key'), database: join(folder, 'keys.db') };
}

/** Makes none. Throws OperatorError when there are none. */
export async function openKeys(dataDir: string, clock: Clock): Promise<LocalKeys> {
  const { keyFile, database } = keyPlaces(dataDir);
  const none = new OperatorError(`There are no keys in ${join(dataDir, 'secrets')}.`);
  if (!existsSync(keyFile) || !existsSync(database)) throw none;
  const store = openSqliteKeyStore(database);
  const ring = createKeyRing({ store, wrapper: createKeyFileWrapper(keyFile), clock });
  const platform = await ring.existingDataKey({ kind: 'platform' });
  if (platform === undefined) throw none;
  return { keyFile, store, platform, index: await ring.existingDataKey({ kind: 'index' }) };
}
