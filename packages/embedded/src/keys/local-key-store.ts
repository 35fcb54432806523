import { dirname, join } from 'node:path';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import type { KeyStore } from '@bos/table/encryption/key-store';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { createMovingKeyStore } from './moving-key-store.ts';
import { openSqliteKeyStore } from './sqlite-key-store.ts';

export interface LocalKeyStoreOptions {
  /** The wrapped keys lie beside it. */
  readonly keyFile: string;
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
}

/** The key store of one machine. Keys that an earlier version left in the table move here as they are used. */
export function openLocalKeyStore({ keyFile, client, tableName, clock }: LocalKeyStoreOptions): KeyStore {
  return createMovingKeyStore(
    openSqliteKeyStore(join(dirname(keyFile), 'keys.db')),
    createWrappedKeyStore(client, tableName, clock),
  );
}
