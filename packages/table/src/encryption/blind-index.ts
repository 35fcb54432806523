import { hmacSha256 } from '@bos/kernel/hash';
import type { DataKey } from './data-keys.ts';
import type { KeyRing } from './key-ring.ts';

/** 160 bits: no collision to fear, and short enough for a key. */
const INDEX_BYTES = 20;

/**
 * Equality search over personal data: the same normalised value gives the same opaque text, and nobody without the
 * index's key can compute or guess it. `kind` keeps a phone from meeting an e-mail.
 */
export interface BlindIndex {
  /** The text to write. */
  (kind: string, normalisedValue: string): Promise<string>;
  /**
   * Every text under which the value may lie, the one to write first. There is more than one only while the index's
   * key is rotated: look-ups try them all, and what must be unique is so under each.
   */
  every(kind: string, normalisedValue: string): Promise<readonly string[]>;
  /**
   * A text that no rotation changes, by a key of its own: only for what outlives its value. Everything else can be
   * indexed anew, and is.
   */
  lasting(kind: string, normalisedValue: string): Promise<string>;
}

export function createBlindIndex(keys: KeyRing): BlindIndex {
  const hash = ({ key }: DataKey, kind: string, value: string): string =>
    hmacSha256(key, `${kind}\n${value}`).subarray(0, INDEX_BYTES).toString('hex');

  const present = async (kind: string, value: string): Promise<string> =>
    hash((await keys.dataKey({ kind: 'index' })).current, kind, value);

  return Object.assign(present, {
    every: async (kind: string, value: string): Promise<readonly string[]> => {
      const { current, all } = await keys.dataKey({ kind: 'index' });
      return [current, ...all.filter((key) => key !== current)].map((key) => hash(key, kind, value));
    },
    lasting: async (kind: string, value: string): Promise<string> =>
      hash((await keys.dataKey({ kind: 'lasting-index' })).current, kind, value),
  });
}
