import { createSecretKey } from 'node:crypto';
import { canonicalJson, hmacSha256 } from '@bos/kernel/hash';
import type { Erasure } from '@bos/people/erasure/erasure-ledger';
import type { DataKey, DataKeys } from '@bos/table/encryption/data-keys';
import { type KeyScope, scopeName, scopeOfName, wrappingScope } from '@bos/table/encryption/key-scope';
import type { KeyRecord, KeyStore } from '@bos/table/encryption/key-store';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { openBytes } from '@bos/table/encryption/seal';
import { OperatorError } from '../local/operator-error.ts';
import type { BackupLine } from './backup-format.ts';

type KeyLine = Extract<BackupLine, { readonly Key: unknown }>['Key'];

/** Tells one key from another and says nothing about either. */
const fingerprintOf = ({ key }: DataKey): string => hmacSha256(key, 'backup/fingerprint').toString('hex').slice(0, 32);

export const presentFingerprint = ({ current }: DataKeys): string => fingerprintOf(current);
export const hasFingerprint = ({ all }: DataKeys, wanted: string): boolean =>
  all.some((key) => fingerprintOf(key) === wanted);

/**
 * Every record of wrapped keys, from the outermost inwards. Throws OperatorError when an outer key was rotated meanwhile:
 * what came after it might be wrapped by one that did not come along.
 */
export async function* keyLines(store: KeyStore): AsyncGenerator<KeyLine> {
  const revisions = new Map<KeyScope, number | undefined>();
  for await (const outer of store.wrappedBy('keeper')) {
    revisions.set(outer, (await store.read(outer))?.revision);
    yield* lineOf(store, outer);
    for await (const inner of store.wrappedBy(outer)) yield* lineOf(store, inner);
  }
  for (const [outer, revision] of revisions) {
    if ((await store.read(outer))?.revision !== revision)
      throw new OperatorError('The keys are being rotated at this moment: make the backup again.');
  }
}

async function* lineOf(store: KeyStore, scope: KeyScope): AsyncGenerator<KeyLine> {
  const record = await store.read(scope);
  if (record === undefined) return;
  const { keys, erasedAt } = record;
  const texts = keys.map((key) => ({ ...key, wrapped: Buffer.from(key.wrapped).toString('base64url') }));
  yield { scope: scopeName(scope), keys: texts, ...(erasedAt !== undefined && { erasedAt }) };
}

export interface KeyMove {
  /** The keys of the keeper that wrapped the outermost ones, in base64url. */
  readonly masterKeys: readonly string[];
  readonly wrapper: KeyWrapper;
  /** Who was erased here. */
  readonly erasures: readonly Erasure[];
}

/**
 * The record as it is to lie in this machine's store: what the other machine's keeper wrapped is wrapped by ours, and of
 * somebody who was erased here nothing is left but that they were. Undefined when nothing is to lie there. Throws
 * OperatorError when none of the master keys opens it.
 */
export async function movedRecord(
  { scope: name, keys, erasedAt }: KeyLine,
  { masterKeys, wrapper, erasures }: KeyMove,
): Promise<{ readonly scope: KeyScope; readonly record: KeyRecord } | undefined> {
  const scope = scopeOfName(name);
  const erasure = erasures.find((each) => isOf(scope, each));
  if (erasure !== undefined) {
    // A sender's key is not barred by an erasure: who writes again is somebody new.
    return scope.kind === 'sender' ? undefined : { scope, record: { keys: [], erasedAt: erasure.startedAt } };
  }
  const outermost = wrappingScope(scope) === 'keeper';
  const moved = await Promise.all(
    keys.map(async ({ wrapped: text, ...key }) => {
      const wrapped = new Uint8Array(Buffer.from(text, 'base64url'));
      const context = { scope: name };
      return {
        ...key,
        wrapped: outermost ? await wrapper.wrap(openWithAny(masterKeys, wrapped, context), context) : wrapped,
      };
    }),
  );
  return { scope, record: { keys: moved, ...(erasedAt !== undefined && { erasedAt }) } };
}

/** As the wrapper of a key file opens what it wrapped. */
function openWithAny(masterKeys: readonly string[], wrapped: Uint8Array, context: Readonly<Record<string, string>>) {
  for (const text of masterKeys) {
    try {
      return openBytes(createSecretKey(Buffer.from(text, 'base64url')), wrapped, canonicalJson(context));
    } catch {
      // Which of a few keys wrapped it, the seal tells.
    }
  }
  throw new OperatorError('The keys in this backup do not open one another: it was not made by `bos backup`.');
}

function isOf(scope: KeyScope, { userId, senderHashes }: Erasure): boolean {
  if ('userId' in scope) return scope.userId === userId;
  return scope.kind === 'sender' && senderHashes.includes(scope.senderHash);
}
