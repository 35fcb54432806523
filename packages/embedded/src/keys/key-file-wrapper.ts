import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '@bos/kernel/errors';
import { canonicalJson } from '@bos/kernel/hash';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { openBytes, sealBytes } from '@bos/table/encryption/seal';

const KEY_BYTES = 32;

/** The master key of one machine, made at the first start. Whoever has this file and the table reads everything. */
function masterKey(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // "wx": of two processes that start at once, one makes the key and the other reads it.
    try {
      writeFileSync(path, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== KEY_BYTES) throw new Error(`The key file ${path} does not hold a 256-bit key.`);
  return key;
}

/** Wraps keys with a key file: what KMS does on AWS. */
export function createKeyFileWrapper(path: string): KeyWrapper {
  const key = masterKey(path);
  return {
    wrap: async (plain, context) => sealBytes(key, plain, canonicalJson(context)),
    unwrap: async (wrapped, context) => {
      try {
        return openBytes(key, wrapped, canonicalJson(context));
      } catch (cause) {
        throw new DomainError('unavailable', 'KEY_UNWRAP_FAILED', `${path} does not open this table's keys.`, {
          cause,
        });
      }
    },
  };
}
