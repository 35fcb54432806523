import { randomBytes } from 'node:crypto';
import type { Clock } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { DomainError } from '@bos/kernel/errors';
import { createKeyRing, KEY_CACHE, type KeyRing } from './key-ring.ts';
import { type KeyScope, scopeName, type WrappingScope, wrappingScope } from './key-scope.ts';
import type { KeyRecord, KeyStore, StoredKeyRecord, WrappedKey } from './key-store.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { openBytes, sealBytes } from './seal.ts';

export interface RotationDependencies {
  readonly store: KeyStore;
  readonly wrapper: KeyWrapper;
  readonly clock: Clock;
}

/** Twice the time that a process keeps keys: after it nobody writes with, or knows only, what was there before. */
export const SETTLING = 2 * KEY_CACHE;

const CONCURRENCY = 8;
/** A record that changed meanwhile is read again; each loss means that somebody else wrote it. */
const ROUNDS = 5;
const KEY_BYTES = 32;

/** `settling` until that time (ISO 8601); `settled` when the former keys may go, once nothing is sealed with them. */
export type RotationState =
  | { readonly kind: 'steady' }
  | { readonly kind: 'settling'; readonly until: string }
  | { readonly kind: 'settled'; readonly since: string };

/** How far the rotation of a scope's key has come. It is told from the key's record alone. */
export async function rotationState({ store, clock }: RotationDependencies, scope: KeyScope): Promise<RotationState> {
  const keys = (await store.read(scope))?.keys ?? [];
  const newest = newestOf(keys);
  if (newest === undefined || keys.length < 2) return { kind: 'steady' };
  const until = new Date(Date.parse(newest.from) + SETTLING);
  if (clock.now() < until) return { kind: 'settling', until: until.toISOString() };
  return { kind: 'settled', since: until.toISOString() };
}

const newestOf = (keys: readonly WrappedKey[]) => keys.toSorted((a, b) => b.version - a.version)[0];

/** Changes a record under its revision. Does nothing where there is none, or nothing to change. */
async function change(
  { store }: RotationDependencies,
  scope: KeyScope,
  next: (record: StoredKeyRecord) => Promise<KeyRecord | undefined>,
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const record = await store.read(scope);
    if (record === undefined || record.erasedAt !== undefined) return false;
    const after = await next(record);
    if (after === undefined) return false;
    if (await store.replace(scope, after, record.revision)) return true;
  }
  throw new DomainError('conflict', 'KEY_RECORD_CONFLICT', `The keys of ${scopeName(scope)} keep changing.`);
}

/** Adds a key, to be written with from that time on. The former ones stay, for what they sealed. */
export async function addKeyVersion(deps: RotationDependencies, scope: KeyScope, from: Date): Promise<void> {
  const outer = wrappingScope(scope);
  const name = scopeName(scope);
  const ring = createKeyRing(deps);
  await change(deps, scope, async ({ keys }) => {
    const version = (newestOf(keys)?.version ?? 0) + 1;
    const key = randomBytes(KEY_BYTES);
    const common = { version, from: from.toISOString() };
    if (outer === 'keeper') {
      return { keys: [...keys, { ...common, by: 0, wrapped: await deps.wrapper.wrap(key, { scope: name }) }] };
    }
    const { current } = await ring.dataKey(outer);
    return { keys: [...keys, { ...common, by: current.version, wrapped: sealBytes(current.key, key, name) }] };
  });
}

/** Wraps one key anew; undefined when its present wrapping key did it already. */
async function rewrapped(
  { wrapper }: RotationDependencies,
  ring: KeyRing,
  scope: KeyScope,
  keys: readonly WrappedKey[],
): Promise<WrappedKey[] | undefined> {
  const outer = wrappingScope(scope);
  const name = scopeName(scope);
  if (outer === 'keeper') {
    const context = { scope: name };
    const rewrap =
      wrapper.rewrap ?? (async (wrapped: Uint8Array) => wrapper.wrap(await wrapper.unwrap(wrapped, context), context));
    return Promise.all(keys.map(async (key) => ({ ...key, wrapped: await rewrap(key.wrapped, context) })));
  }
  const { current, all } = await ring.dataKey(outer);
  if (keys.every(({ by }) => by === current.version)) return undefined;
  return keys.map((key) => {
    const former = all.find(({ version }) => version === key.by);
    if (!former) throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', `What wraps ${name} is gone.`);
    return {
      ...key,
      by: current.version,
      wrapped: sealBytes(current.key, openBytes(former.key, key.wrapped, name), name),
    };
  });
}

/**
 * Wraps with the present key of `outer` whatever a former one wraps, and says how many records that were. The keys
 * themselves stay the same, so nothing that they sealed is touched. May be cut off and called again.
 */
export async function rewrapKeys(
  deps: RotationDependencies,
  outer: WrappingScope,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  const ring = createKeyRing(deps);
  let done = 0;
  const scopes: KeyScope[] = [];
  for await (const scope of deps.store.wrappedBy(outer)) scopes.push(scope);
  await forEachConcurrently(scopes, CONCURRENCY, async (scope) => {
    const changed = await change(deps, scope, async ({ keys }) => {
      const after = await rewrapped(deps, ring, scope, keys);
      return after && { keys: after };
    });
    if (changed) onProgress(++done);
  });
  return done;
}

/**
 * Destroys all keys of a scope but the newest. Call it only when nothing is sealed with them any more. Refuses with
 * KEY_IN_USE while they wrap other keys, and before every process has taken notice of the newest.
 */
export async function dropFormerKeys(deps: RotationDependencies, scope: KeyScope): Promise<boolean> {
  const state = await rotationState(deps, scope);
  if (state.kind === 'steady') return false;
  const inUse = (): DomainError =>
    new DomainError('conflict', 'KEY_IN_USE', `${scopeName(scope)}: a former key is in use.`);
  if (state.kind === 'settling' || (await rewrapKeys(deps, scope)) > 0) throw inUse();
  const dropped = await change(deps, scope, async ({ keys }) => {
    const newest = newestOf(keys);
    return newest && { keys: [newest] };
  });
  await deps.store.scrub();
  return dropped;
}
