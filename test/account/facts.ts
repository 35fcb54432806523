import { isDeepStrictEqual } from 'node:util';

/** What was found in the account, held against what the definitions say. */
export interface Facts {
  /** Both are compared in depth. Nothing stops at a difference: all of them are told together. */
  same(what: string, found: unknown, expected: unknown): void;
  /** For what is no value: `problem` says what is wrong, or is undefined. */
  hold(what: string, problem: string | undefined): void;
  readonly count: number;
  readonly problems: readonly string[];
}

const LONGEST = 300;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function collectFacts(): Facts {
  const problems: string[] = [];
  let count = 0;
  const hold = (what: string, problem: string | undefined): void => {
    count += 1;
    if (problem !== undefined) problems.push(`${what}: ${problem}`);
  };
  return {
    hold,
    same: (what, found, expected) =>
      hold(what, isDeepStrictEqual(found, expected) ? undefined : `found ${shown(found)}, expected ${shown(expected)}`),
    get count() {
      return count;
    },
    problems,
  };
}

/** For comparing what comes in no order. */
export const sorted = (names: Iterable<string>): string[] => [...names].toSorted();
