import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { type BlindIndex, createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing, type KeyRing } from '@bos/table/encryption/key-ring';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { openBytes, sealBytes } from '@bos/table/encryption/seal';
import type { FindRetentionOverrides } from '@bos/table/retention';
import { createTable, type Table } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { createMemoryClient } from './memory-client.ts';

export interface MemoryTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly table: Table;
  readonly keys: KeyRing;
  readonly keyStore: KeyStore;
  readonly blindIndex: BlindIndex;
  /** The raw items, as they would lie on disk. */
  items(): readonly Record<string, unknown>[];
}

const TABLE_NAME = 'bos-data-test';
const MASTER_KEY = Buffer.alloc(32, 7);

/** A keeper whose master key is fixed: for tests only. */
export const testKeyWrapper: KeyWrapper = {
  wrap: async (key, context) => sealBytes(MASTER_KEY, key, JSON.stringify(context)),
  unwrap: async (wrapped, context) => openBytes(MASTER_KEY, wrapped, JSON.stringify(context)),
};

interface MemoryTableOptions {
  readonly clock: Clock;
  /** Buildings' own terms; none when not given. */
  readonly retention?: FindRetentionOverrides;
}

/** The real table, codec and key ring over items in memory. */
export function createMemoryTable({ clock, retention }: MemoryTableOptions): MemoryTable {
  const { client, items } = createMemoryClient();
  const keyStore = createWrappedKeyStore(client, TABLE_NAME, clock);
  const keys = createKeyRing({ store: keyStore, wrapper: testKeyWrapper, clock });
  const table = createTable({ client, tableName: TABLE_NAME, keys, clock, ...(retention && { retention }) });
  return { client, tableName: TABLE_NAME, table, keys, keyStore, blindIndex: createBlindIndex(keys), items };
}
