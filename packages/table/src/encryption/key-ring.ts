import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { type DataKey, type DataKeys, dataKeysOf } from './data-keys.ts';
import { type KeyScope, scopeName, wrappingScope } from './key-scope.ts';
import type { KeyStore, StoredKeyRecord, WrappedKey } from './key-store.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openBytes, sealBytes } from './seal.ts';

/** Hands out data keys by scope. */
export interface KeyRing {
  /** The keys, the first of them made at its first use. Throws PERSON_ERASED when they were destroyed. */
  dataKey(scope: KeyScope): Promise<DataKeys>;
  /**
   * The keys, or undefined when there are none (never made, or destroyed by an erasure). `needed` is a version that
   * must be among them: one that this process does not know yet is looked up.
   */
  existingDataKey(scope: KeyScope, needed?: number): Promise<DataKeys | undefined>;
  forget(scope: KeyScope): void;
}

export interface KeyRingDependencies {
  readonly store: KeyStore;
  readonly wrapper: KeyWrapper;
  readonly clock: Clock;
}

/** An erased person's key may live on in a process for this long, and no longer; so may a key that was rotated. */
export const KEY_CACHE = 5 * MINUTE;
const MAX_CACHED = 20_000;
const KEY_BYTES = 32;

interface Cached {
  readonly keys: Promise<DataKeys | undefined>;
  readonly until: number;
}

export function createKeyRing({ store, wrapper, clock }: KeyRingDependencies): KeyRing {
  const cache = new Map<string, Cached>();
  /** What was unwrapped once: a record that is read again has mostly the same keys, and the keeper is asked once. */
  const outermost = new Map<string, KeyObject>();

  async function unwrap(scope: KeyScope, { wrapped, by }: WrappedKey): Promise<KeyObject> {
    const outer = wrappingScope(scope);
    const name = scopeName(scope);
    if (outer !== 'keeper') {
      const keys = await existingDataKey(outer, by);
      const key = keys?.all.find(({ version }) => version === by)?.key;
      if (!key) throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', `What wraps ${name} is gone.`);
      return createSecretKey(openBytes(key, wrapped, name));
    }
    const known = `${name} ${Buffer.from(wrapped).toString('base64url')}`;
    const key = outermost.get(known) ?? createSecretKey(await wrapper.unwrap(wrapped, { scope: name }));
    outermost.set(known, key);
    return key;
  }

  async function open(scope: KeyScope, record: StoredKeyRecord | undefined): Promise<DataKeys | undefined> {
    if (record === undefined) return undefined;
    const keys = await Promise.all(
      record.keys.map(
        async (wrapped): Promise<DataKey> => ({
          version: wrapped.version,
          key: await unwrap(scope, wrapped),
          from: Date.parse(wrapped.from),
        }),
      ),
    );
    return dataKeysOf(keys, clock.now());
  }

  function remember(scope: KeyScope, keys: Promise<DataKeys | undefined>): Promise<DataKeys | undefined> {
    const name = scopeName(scope);
    if (cache.size >= MAX_CACHED) cache.clear();
    const entry = { keys, until: clock.now().getTime() + KEY_CACHE };
    cache.set(name, entry);
    const drop = (): void => {
      if (cache.get(name) === entry) cache.delete(name);
    };
    keys.then((found) => {
      // An absence is not worth remembering: the next caller asks again. Nor is the key of a sender: were it used
      // after it was destroyed, an acknowledged message would be unreadable to everybody.
      if (found === undefined || scope.kind === 'sender') drop();
    }, drop);
    return keys;
  }

  function lookUp(scope: KeyScope): Promise<DataKeys | undefined> {
    return remember(
      scope,
      store.read(scope).then((record) => open(scope, record)),
    );
  }

  async function existingDataKey(scope: KeyScope, needed?: number): Promise<DataKeys | undefined> {
    const cached = cache.get(scopeName(scope));
    if (cached === undefined || cached.until <= clock.now().getTime()) return lookUp(scope);
    const keys = await cached.keys;
    if (needed === undefined || keys === undefined || keys.all.some(({ version }) => version === needed)) {
      return keys && inForce(keys);
    }
    return lookUp(scope);
  }

  /** The time of a newer key may have come since the keys were read. */
  function inForce(keys: DataKeys): DataKeys | undefined {
    return keys.all[0] === keys.current ? keys : dataKeysOf(keys.all, clock.now());
  }

  async function create(scope: KeyScope): Promise<DataKeys | undefined> {
    const key = await wrapNewKey(scope, 1);
    const kept = await store.create(scope, { keys: [key] });
    if (kept.erasedAt !== undefined) {
      throw new DomainError('not_found', 'PERSON_ERASED', `The keys of ${scopeName(scope)} were destroyed.`);
    }
    return open(scope, kept);
  }

  async function wrapNewKey(scope: KeyScope, version: number): Promise<WrappedKey> {
    const outer = wrappingScope(scope);
    const name = scopeName(scope);
    const key = scope.kind === 'index' ? await firstIndexKey() : randomBytes(KEY_BYTES);
    const from = clock.now().toISOString();
    if (outer === 'keeper') return { version, by: 0, from, wrapped: await wrapper.wrap(key, { scope: name }) };
    const { current } = await dataKey(outer);
    return { version, by: current.version, from, wrapped: sealBytes(current.key, key, name) };
  }

  /** From the platform's first key, as hashes were computed before they had a key of their own. */
  async function firstIndexKey(): Promise<Buffer> {
    const { all } = await dataKey({ kind: 'platform' });
    const oldest = all.at(-1);
    if (!oldest) throw new DomainError('unavailable', 'KEY_UNAVAILABLE', 'The platform has no key.');
    return Buffer.from(hkdfSync('sha256', oldest.key, '', 'blind-index/1', KEY_BYTES));
  }

  /** Keys that are being made: whoever asks meanwhile waits for the same one. */
  const creations = new Map<string, Promise<DataKeys | undefined>>();

  function createOnce(scope: KeyScope): Promise<DataKeys | undefined> {
    const name = scopeName(scope);
    const created =
      creations.get(name) ??
      remember(
        scope,
        create(scope).finally(() => creations.delete(name)),
      );
    creations.set(name, created);
    return created;
  }

  async function dataKey(scope: KeyScope): Promise<DataKeys> {
    const keys = (await existingDataKey(scope)) ?? (await createOnce(scope));
    if (!keys) throw new DomainError('unavailable', 'KEY_UNAVAILABLE', `No data key for ${scopeName(scope)}.`);
    return keys;
  }

  return { dataKey, existingDataKey, forget: (scope) => void cache.delete(scopeName(scope)) };
}
