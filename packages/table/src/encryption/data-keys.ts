import type { KeyObject } from 'node:crypto';

/** One version of the key of a scope (256 bit), as a key object: importing raw bytes anew costs 10 µs at each use. */
export interface DataKey {
  readonly version: number;
  readonly key: KeyObject;
  /** From when it is the one to write with, in milliseconds since the epoch. */
  readonly from: number;
}

/** The keys of a scope, which are more than one while it is rotated. */
export interface DataKeys {
  /** What is written is sealed with this one. */
  readonly current: DataKey;
  /** Newest first. */
  readonly all: readonly DataKey[];
}

/** The newest key whose time has come; undefined when there is none. */
export function dataKeysOf(keys: readonly DataKey[], now: Date): DataKeys | undefined {
  const all = keys.toSorted((a, b) => b.version - a.version);
  const current = all.find(({ from }) => from <= now.getTime()) ?? all.at(-1);
  return current && { current, all };
}
