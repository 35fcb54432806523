import { equalInConstantTime, hmacSha256 } from '@bos/kernel/hash';

/** `X-Hub-Signature-256: sha256=` and 64 lower-case hexadecimal digits. */
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** The signature of a webhook body, as Meta makes it: HMAC-SHA256 over the raw bytes. */
export function signatureOf(rawBody: Uint8Array, appSecret: string): string {
  return `sha256=${hmacSha256(appSecret, rawBody).toString('hex')}`;
}

/**
 * Whether the body was signed with the app secret. It must be given the bytes as received: Meta escapes non-ASCII
 * characters at will, so JSON that was parsed and written again has another signature.
 */
export function isSigned(rawBody: Uint8Array, header: string | undefined, appSecret: string): boolean {
  const claimed = SIGNATURE.exec(header ?? '')?.[1];
  if (claimed === undefined || appSecret === '') return false;
  return equalInConstantTime(Buffer.from(claimed, 'hex'), hmacSha256(appSecret, rawBody));
}
