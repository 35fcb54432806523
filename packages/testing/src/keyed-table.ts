import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { type BlindIndex, createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing, type KeyRing } from '@bos/table/encryption/key-ring';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { createRawItems, type RawItems } from '@bos/table/raw-items';
import { createTable, type Table } from '@bos/table/table';
import { createMemoryClient } from './memory-client.ts';
import { createMemoryKeyStore } from './memory-key-store.ts';
import { testKeyWrapper } from './memory-table.ts';

/** A process of the system: its own caches over what all share. */
export interface TableProcess {
  readonly table: Table;
  readonly keys: KeyRing;
  readonly blindIndex: BlindIndex;
}

export interface KeyedTable extends TableProcess {
  readonly clock: Clock;
  readonly client: DynamoDBDocumentClient;
  readonly store: KeyStore;
  readonly wrapper: KeyWrapper;
  readonly raw: RawItems;
  items(): readonly Record<string, unknown>[];
  /** Another process over the same table and keys, whose clock may differ. */
  anotherProcess(clock?: Clock): TableProcess;
}

/** A table in memory whose keys lie apart from it, as on one machine. */
export function keyedTable({
  clock,
  wrapper = testKeyWrapper,
}: {
  readonly clock: Clock;
  readonly wrapper?: KeyWrapper;
}): KeyedTable {
  const { client, items } = createMemoryClient();
  const store = createMemoryKeyStore();
  const tableName = 'bos-data-test';
  const anotherProcess = (itsClock = clock): TableProcess => {
    const keys = createKeyRing({ store, wrapper, clock: itsClock });
    const table = createTable({ client, tableName, keys, clock: itsClock });
    return { keys, blindIndex: createBlindIndex(keys), table };
  };
  return {
    ...anotherProcess(),
    clock,
    client,
    store,
    wrapper,
    raw: createRawItems(client, tableName),
    items,
    anotherProcess,
  };
}
