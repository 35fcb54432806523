/** What looks like chance, and is the same for the same seed. */
export interface Chance {
  /** A whole number from 0, less than `n`. */
  below(n: number): number;
  between(least: number, most: number): number;
  /** Throws RangeError when there is nothing to pick from. */
  pick<T>(list: readonly T[]): T;
  oneIn(n: number): boolean;
}

/** A linear congruential generator: what is invented needs no secrecy. */
export function chanceOf(seed: number): Chance {
  // Seeds that lie close together begin far apart.
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick(list) {
      const [picked] = list.slice(below(list.length));
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    oneIn: (n) => below(n) === 0,
  };
}
