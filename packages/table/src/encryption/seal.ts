import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DomainError } from '@bos/kernel/errors';
import type { DataKeys } from './data-keys.ts';

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

/**
 * What an encrypted field looks like in an item: `enc`, the version of the key, and nonce, text and tag in base64url.
 * `enc1.` is the first key that a scope had.
 */
const SEALED_FIELD = /^enc([1-9]\d{0,5})\./;

/** The version of the key that a stored field names; undefined for what is not encrypted. */
export function versionOf(sealed: unknown): number | undefined {
  const version = typeof sealed === 'string' ? SEALED_FIELD.exec(sealed)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}

/** The newest version that any of these stored fields names. */
export function newestVersion(fields: readonly unknown[]): number | undefined {
  const versions = fields.map(versionOf).filter((version) => version !== undefined);
  return versions.length === 0 ? undefined : Math.max(...versions);
}

/** Binds a field to its item: an encrypted value copied elsewhere does not open. */
export function fieldContext(PK: string, SK: string, field: string): string {
  return `${PK}\n${SK}\n${field}`;
}

/** Seals with the present key of the scope. */
export function sealField({ current }: DataKeys, value: unknown, context: string): string {
  const sealed = sealBytes(current.key, Buffer.from(JSON.stringify(value)), context);
  return `enc${current.version}.${sealed.toString('base64url')}`;
}

/** Opens with the key that the field names. Throws DECRYPTION_FAILED, and KEY_VERSION_UNKNOWN when that key is gone. */
export function openField(keys: DataKeys, sealed: unknown, context: string): unknown {
  const version = versionOf(sealed);
  if (typeof sealed !== 'string' || version === undefined) {
    throw new DomainError('unavailable', 'DECRYPTION_FAILED', 'A field that must be encrypted is not.');
  }
  const key = keys.all.find((candidate) => candidate.version === version)?.key;
  if (key === undefined) {
    throw new DomainError('unavailable', 'KEY_VERSION_UNKNOWN', `A field names version ${version} of its key.`);
  }
  return JSON.parse(
    openBytes(key, Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url'), context).toString(),
  );
}
