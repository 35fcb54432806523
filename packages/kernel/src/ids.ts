import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Crockford's base 32, the alphabet of the ULID specification. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** Gives ids that sort by creation time (ULID, 26 characters). */
export interface IdSource {
  next(): string;
}

/** 80 bits for the tail of a ULID, as 16 values from 0 to 31. */
export type Randomness = () => Uint8Array;

const cryptographicRandomness: Randomness = () => randomBytes(RANDOM_LENGTH).map((byte) => byte % 32);

function encodeTime(milliseconds: number): string {
  let rest = milliseconds;
  let text = '';
  for (let i = 0; i < TIME_LENGTH; i++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeTail(values: Uint8Array): string {
  return Array.from(values.subarray(0, RANDOM_LENGTH), (value) => ALPHABET.charAt(value % 32)).join('');
}

/** Ids from the clock and randomness. Two ids of one millisecond sort arbitrarily. */
export function ulidSource(clock: Clock, randomness: Randomness = cryptographicRandomness): IdSource {
  return { next: () => encodeTime(clock.now().getTime()) + encodeTail(randomness()) };
}

/**
 * The same id for the same parts, for ever: what is written under it a second time meets the first.
 * `at` gives the time part, so that the ids of a list still sort by when things happened.
 */
export function deterministicId(at: Date, ...parts: string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return encodeTime(Math.max(0, at.getTime())) + encodeTail(digest);
}

/** When the id was made, from its time part. Throws RangeError on text that is no ULID. */
export function timeOfId(id: string): Date {
  let milliseconds = 0;
  for (const character of id.slice(0, TIME_LENGTH)) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('not a ULID');
    milliseconds = milliseconds * 32 + value;
  }
  return new Date(milliseconds);
}
