import { forEachConcurrently } from '@bos/kernel/concurrency';
import { DomainError } from '@bos/kernel/errors';
import { type KeyScope, scopeName } from '@bos/table/encryption/key-scope';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { Erasure } from './erasure-ledger.ts';

const CONCURRENCY = 8;
const ROUNDS = 5;

/** Leaves a record without keys, so that no process that still knows the person can make new ones. */
async function destroy(store: KeyStore, scope: KeyScope, erasedAt: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const record = (await store.read(scope)) ?? (await store.create(scope, { keys: [], erasedAt }));
    if (record.erasedAt !== undefined) return;
    if (await store.replace(scope, { keys: [], erasedAt }, record.revision)) return;
  }
  throw new DomainError('conflict', 'KEY_RECORD_CONFLICT', `The keys of ${scopeName(scope)} keep changing.`);
}

/**
 * Destroys the keys of a person, of all their memberships, and of their messages that wait to be processed. From here
 * on nothing that they said or did can be read by anybody, wherever copies of it lie. A sender's key is removed rather
 * than barred: who writes to us again is somebody new.
 */
export async function destroyKeys(
  store: KeyStore,
  { userId, buildingIds, senderHashes, startedAt }: Erasure,
): Promise<void> {
  const scopes: KeyScope[] = [
    { kind: 'person', userId },
    ...buildingIds.map((buildingId) => ({ kind: 'membership' as const, buildingId, userId })),
  ];
  await forEachConcurrently(scopes, CONCURRENCY, (scope) => destroy(store, scope, startedAt));
  await forEachConcurrently(senderHashes, CONCURRENCY, (senderHash) => store.remove({ kind: 'sender', senderHash }));
  await store.scrub();
}
