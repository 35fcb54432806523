import { DomainError } from '@bos/kernel/errors';
import { canonicalJson } from '@bos/kernel/hash';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { openBytes, sealBytes } from '@bos/table/encryption/seal';
import { readKeyFile } from './key-file.ts';

/**
 * Wraps keys with a key file: what KMS does on AWS. The file is read anew at each wrapping, and when a key does not
 * open, for another process may have added a key to it. Both are rare: only platform and building keys come here.
 */
export function createKeyFileWrapper(path: string): KeyWrapper {
  let known = readKeyFile(path);
  const present = () => {
    known = readKeyFile(path);
    return known;
  };

  function unwrapWith(keys: typeof known, wrapped: Uint8Array, context: string): Uint8Array | undefined {
    for (const { key } of keys) {
      try {
        return openBytes(key, wrapped, context);
      } catch {
        // Which of a few keys wrapped it, the seal tells.
      }
    }
    return undefined;
  }

  return {
    async wrap(plain, context) {
      const [newest] = present();
      if (newest === undefined) throw new DomainError('unavailable', 'KEY_WRAP_FAILED', `${path} holds no key.`);
      return sealBytes(newest.key, plain, canonicalJson(context));
    },
    async unwrap(wrapped, context) {
      const text = canonicalJson(context);
      const key = unwrapWith(known, wrapped, text) ?? unwrapWith(present(), wrapped, text);
      if (key) return key;
      throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', `${path} does not open this table's keys.`);
    },
  };
}
