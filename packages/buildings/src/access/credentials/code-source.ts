import { randomInt } from 'node:crypto';

/** Gives codes that nobody guesses. */
export interface CodeSource {
  next(): string;
}

/** A lock that blocks after a few wrong ones makes a million enough. */
const DIGITS = 6;
const UP = '01234567890123456789';
const DOWN = [...UP].reverse().join('');

/** What people try first: one digit over and over, and runs. */
function isGuessable(code: string): boolean {
  return new Set(code).size < 3 || UP.includes(code) || DOWN.includes(code);
}

/** `digit` gives a number from 0 to 9; cryptographic when not given. */
export function createCodeSource(digit: () => number = () => randomInt(10)): CodeSource {
  return {
    next() {
      for (;;) {
        const code = Array.from({ length: DIGITS }, digit).join('');
        if (!isGuessable(code)) return code;
      }
    },
  };
}
