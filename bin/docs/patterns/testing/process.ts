import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { scopeName } from '@bos/table/encryption/key-scope';
import type { KeyStore, StoredKeyRecord } from '@bos/table/encryption/key-store';
import { createTable } from '@bos/table/table';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryKeyStore } from '@bos/testing/memory-key-store';
import { testKeyWrapper } from '@bos/testing/memory-table';
import type { World } from './typical.ts';

const clock = virtualClock();

/** Those of the platform and of buildings are read once a process, and are not counted. */
const COUNTED: ReadonlySet<string> = new Set(['membership', 'person', 'sender']);

/** A process that has nothing cached, over a table and keys that others share. */
export function startProcess(
  client: DynamoDBDocumentClient,
  tableName: string,
  kept: Map<string, StoredKeyRecord>,
): { readonly world: World; keysRead(): number } {
  const inner = createMemoryKeyStore(kept);
  const read = new Set<string>();
  const store: KeyStore = {
    ...inner,
    read(scope) {
      if (COUNTED.has(scope.kind)) read.add(scopeName(scope));
      return inner.read(scope);
    },
  };
  const keys = createKeyRing({ store, wrapper: testKeyWrapper, clock });
  const table = createTable({ client, tableName, keys, clock });
  return { world: { table, blindIndex: createBlindIndex(keys), clock }, keysRead: () => read.size };
}
