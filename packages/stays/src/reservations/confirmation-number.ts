import type { Randomness } from '@bos/kernel/ids';

/** Crockford's base 32: no I, L, O or U, so that a number survives being read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/**
 * A number that nobody can work out from the reservation's id: who names it is taken for somebody who was told it.
 * 40 bits.
 */
export function newConfirmationNumber(randomness: Randomness): string {
  return Array.from(randomness().subarray(0, LENGTH), (value) => ALPHABET.charAt(value % ALPHABET.length)).join('');
}

/** The number that somebody wrote: case, blanks and hyphens do not matter. */
export function readConfirmationNumber(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
