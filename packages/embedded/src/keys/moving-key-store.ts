import type { KeyScope } from '@bos/table/encryption/key-scope';
import type { KeyStore } from '@bos/table/encryption/key-store';

/** Kinds that are younger than the store. */
const YOUNGER: ReadonlySet<KeyScope['kind']> = new Set(['sender', 'index', 'lasting-index']);

/**
 * A key store that takes over, one at a time and when it is asked for, the keys that still lie where they lay before.
 * What the former place held counts as never made once it was moved.
 */
export function createMovingKeyStore(store: KeyStore, former: KeyStore): KeyStore {
  return {
    ...store,
    async read(scope) {
      const record = await store.read(scope);
      if (record || YOUNGER.has(scope.kind)) return record;
      const old = await former.read(scope);
      if (old === undefined) return undefined;
      const moved = await store.create(scope, old);
      await former.remove(scope);
      return moved;
    },
    async remove(scope) {
      await former.remove(scope);
      await store.remove(scope);
    },
    async replace(scope, record, revision) {
      // A kill between the two steps of a move leaves a copy in the former place: no erased key may have one.
      if (record.erasedAt !== undefined) await former.remove(scope);
      return store.replace(scope, record, revision);
    },
  };
}
