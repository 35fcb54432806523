import { sha256 } from '@bos/kernel/hash';

/** Bytes that nobody can guess; 32 of them. */
export type LinkRandomness = () => Uint8Array;

/** What whoever has it may see or do, without being anybody. 43 characters of an address; only its hash is kept. */
export function newLinkToken(randomness: LinkRandomness): string {
  return Buffer.from(randomness()).toString('base64url');
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What is stored in its place; undefined for what is no token at all. */
export function hashOfToken(token: string): string | undefined {
  return TOKEN.test(token) ? sha256(token) : undefined;
}
