import { scopeName, scopeOfName } from '@bos/table/encryption/key-scope';
import type { KeyStore, StoredKeyRecord } from '@bos/table/encryption/key-store';
import { isWrappedBy } from '@bos/table/wrapped-keys';

/** Wrapped keys in memory, by the names of their scopes. */
export function createMemoryKeyStore(kept = new Map<string, StoredKeyRecord>()): KeyStore {
  return {
    read: async (scope) => kept.get(scopeName(scope)),
    async create(scope, record) {
      const first = kept.get(scopeName(scope)) ?? { ...record, revision: 1 };
      kept.set(scopeName(scope), first);
      return first;
    },
    async replace(scope, record, revision) {
      if (kept.get(scopeName(scope))?.revision !== revision) return false;
      kept.set(scopeName(scope), { ...record, revision: revision + 1 });
      return true;
    },
    remove: async (scope) => void kept.delete(scopeName(scope)),
    async *wrappedBy(outer) {
      for (const name of [...kept.keys()]) {
        const scope = scopeOfName(name);
        if (isWrappedBy(scope, outer)) yield scope;
      }
    },
    scrub: async () => {},
  };
}
