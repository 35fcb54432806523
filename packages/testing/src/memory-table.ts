import type { Clock } from '@bos/kernel/clock';
import { type BlindIndex, createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing, type KeyRing } from '@bos/table/encryption/key-ring';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { openBytes, sealBytes } from '@bos/table/encryption/seal';
import { createTable, type Table } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { createMemoryClient } from './memory-client.ts';

export interface MemoryTable {
  readonly table: Table;
  readonly keys: KeyRing;
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

/** The real table, codec and key ring over items in memory. */
export function createMemoryTable({ clock }: { readonly clock: Clock }): MemoryTable {
  const { client, items } = createMemoryClient();
  const store = createWrappedKeyStore(client, TABLE_NAME, clock);
  const keys = createKeyRing({ store, wrapper: testKeyWrapper, clock });
  const table = createTable({ client, tableName: TABLE_NAME, keys, clock });
  return { table, keys, blindIndex: createBlindIndex(keys), items };
}
