import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a reference survives being read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/** A short name for a ticket: the same for the same ticket and attempt; another attempt gives another one. */
export function ticketReference(ticketId: string, attempt: number): string {
  const digest = createHash('sha256').update(`${ticketId}\n${attempt}`).digest();
  return Array.from(digest.subarray(0, LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** The reference that somebody wrote or read out: case, blanks and Crockford's look-alikes do not matter. */
export function readReference(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
