import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { type KeyScope, scopeName, wrappingScope } from './key-scope.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openBytes, sealBytes } from './seal.ts';

/** Where wrapped keys are kept. `create` keeps the first of two racing keys and returns the one kept. */
export interface WrappedKeyStore {
  read(scope: KeyScope): Promise<Uint8Array | undefined>;
  create(scope: KeyScope, wrapped: Uint8Array): Promise<Uint8Array>;
}

/** Hands out data keys (256 bit) by scope, as key objects: importing raw bytes anew costs 10 µs at each use. */
export interface KeyRing {
  /** The key, created at first use. */
  dataKey(scope: KeyScope): Promise<KeyObject>;
  /** The key, or undefined when there is none (never created, or destroyed by an erasure). */
  existingDataKey(scope: KeyScope): Promise<KeyObject | undefined>;
  forget(scope: KeyScope): void;
}

export interface KeyRingDependencies {
  readonly store: WrappedKeyStore;
  readonly wrapper: KeyWrapper;
  readonly clock: Clock;
}

/** An erased person's key may live on in a process for this long, and no longer. */
const PERSON_KEY_CACHE = 5 * MINUTE;
const MAX_CACHED = 20_000;

export function createKeyRing({ store, wrapper, clock }: KeyRingDependencies): KeyRing {
  const cache = new Map<string, { readonly key: Promise<KeyObject | undefined>; readonly until: number }>();

  async function wrap(scope: KeyScope, key: Uint8Array): Promise<Uint8Array> {
    const outer = wrappingScope(scope);
    if (outer === 'keeper') return wrapper.wrap(key, { scope: scopeName(scope) });
    return sealBytes(await dataKey(outer), key, scopeName(scope));
  }

  async function unwrap(scope: KeyScope, wrapped: Uint8Array): Promise<KeyObject> {
    const outer = wrappingScope(scope);
    const name = scopeName(scope);
    if (outer === 'keeper') return createSecretKey(await wrapper.unwrap(wrapped, { scope: name }));
    return createSecretKey(openBytes(await dataKey(outer), wrapped, name));
  }

  function remember(scope: KeyScope, key: Promise<KeyObject | undefined>): Promise<KeyObject | undefined> {
    const name = scopeName(scope);
    const lasts = scope.kind === 'platform' || scope.kind === 'building' ? Number.POSITIVE_INFINITY : PERSON_KEY_CACHE;
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(name, { key, until: clock.now().getTime() + lasts });
    // A failure or an absence is not worth remembering: the next caller asks again.
    key.then(
      (found) => found ?? cache.delete(name),
      () => cache.delete(name),
    );
    return key;
  }

  async function read(scope: KeyScope): Promise<KeyObject | undefined> {
    const wrapped = await store.read(scope);
    return wrapped && (await unwrap(scope, wrapped));
  }

  function existingDataKey(scope: KeyScope): Promise<KeyObject | undefined> {
    const cached = cache.get(scopeName(scope));
    if (cached && cached.until > clock.now().getTime()) return cached.key;
    return remember(scope, read(scope));
  }

  async function create(scope: KeyScope): Promise<KeyObject> {
    const kept = await store.create(scope, await wrap(scope, randomBytes(32)));
    return unwrap(scope, kept);
  }

  async function dataKey(scope: KeyScope): Promise<KeyObject> {
    const existing = await existingDataKey(scope);
    if (existing) return existing;
    const key = await remember(scope, create(scope));
    if (!key) throw new DomainError('unavailable', 'KEY_UNAVAILABLE', `No data key for ${scopeName(scope)}.`);
    return key;
  }

  return { dataKey, existingDataKey, forget: (scope) => void cache.delete(scopeName(scope)) };
}
