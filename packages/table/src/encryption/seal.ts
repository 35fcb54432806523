import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DomainError } from '@bos/kernel/errors';

/** NIST SP 800-38D: 96-bit nonces, 128-bit tags. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. `context` is authenticated, not stored: opening under another context fails. */
export function sealBytes(key: CipherKey, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws DomainError DECRYPTION_FAILED when key, context or bytes are not those of the seal. */
export function openBytes(key: CipherKey, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new DomainError('unavailable', 'DECRYPTION_FAILED', 'A field could not be decrypted.', { cause });
  }
}

/** What an encrypted field looks like in an item: format, then nonce, text and tag in base64url. */
const FIELD_PREFIX = 'enc1.';

export function sealField(key: CipherKey, value: unknown, context: string): string {
  return FIELD_PREFIX + sealBytes(key, Buffer.from(JSON.stringify(value)), context).toString('base64url');
}

export function openField(key: CipherKey, sealed: unknown, context: string): unknown {
  if (typeof sealed !== 'string' || !sealed.startsWith(FIELD_PREFIX)) {
    throw new DomainError('unavailable', 'DECRYPTION_FAILED', 'A field that must be encrypted is not.');
  }
  return JSON.parse(openBytes(key, Buffer.from(sealed.slice(FIELD_PREFIX.length), 'base64url'), context).toString());
}
