import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { hmacSha256 } from '@bos/kernel/hash';
import type { KeyRing } from './key-ring.ts';

/** 160 bits: no collision to fear, and short enough for a key. */
const INDEX_BYTES = 20;

/**
 * Equality search over personal data: the same normalised value gives the same opaque text, and nobody without the
 * platform's key can compute or guess it. `kind` keeps a phone from meeting an e-mail.
 */
export type BlindIndex = (kind: string, normalisedValue: string) => Promise<string>;

export function createBlindIndex(keys: KeyRing): BlindIndex {
  let derived: Promise<KeyObject> | undefined;
  const derive = async (): Promise<KeyObject> =>
    createSecretKey(Buffer.from(hkdfSync('sha256', await keys.dataKey({ kind: 'platform' }), '', 'blind-index/1', 32)));
  return async (kind, value) => {
    derived ??= derive().catch((error: unknown) => {
      derived = undefined;
      throw error;
    });
    return hmacSha256(await derived, `${kind}\n${value}`)
      .subarray(0, INDEX_BYTES)
      .toString('hex');
  };
}
