import type { KeyScope, WrappingScope } from './key-scope.ts';

/** One version of a data key, wrapped. */
export interface WrappedKey {
  readonly version: number;
  readonly wrapped: Uint8Array;
  /** The version of the key that wraps it; the keeper knows its own. */
  readonly by: number;
  /** ISO 8601: from when it is the one to write with. */
  readonly from: string;
}

/** All that is kept of the keys of one scope. An erased one keeps no key and can never be given one again. */
export interface KeyRecord {
  readonly keys: readonly WrappedKey[];
  readonly erasedAt?: string;
}

export interface StoredKeyRecord extends KeyRecord {
  readonly revision: number;
}

/**
 * Where wrapped keys are kept: apart from the table, for what is removed here must be gone at once, and a table keeps
 * what it removes in its stream, its log and its backups.
 */
export interface KeyStore {
  read(scope: KeyScope): Promise<StoredKeyRecord | undefined>;
  /** Keeps the first of two racing records and returns the one kept. */
  create(scope: KeyScope, record: KeyRecord): Promise<StoredKeyRecord>;
  /** False when the record is no longer at that revision. */
  replace(scope: KeyScope, record: KeyRecord, revision: number): Promise<boolean>;
  /** Forgets that there ever was a key; the next who asks makes a new one. */
  remove(scope: KeyScope): Promise<void>;
  /** Every scope whose key is wrapped by that one. */
  wrappedBy(outer: WrappingScope): AsyncIterable<KeyScope>;
  /** Makes sure that no file holds any longer what was replaced or removed. */
  scrub(): Promise<void>;
}
