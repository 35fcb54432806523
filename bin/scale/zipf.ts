/** Numbers from 0 to below 1, the same for the same seed (mulberry32): a drawing must not change from day to day. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ranks whose weight falls with a power of the rank, as Zipf found it for words and cities. */
export interface Zipf {
  /** The rank (from 0) at a number from 0 to below 1, among the first so many. */
  pick(number: number, among?: number): number;
  /** The share of a rank in all. */
  share(rank: number): number;
}

export function zipf(ranks: number, exponent: number): Zipf {
  const sums = new Float64Array(ranks);
  for (let rank = 0, sum = 0; rank < ranks; rank++) {
    sum += (rank + 1) ** -exponent;
    sums[rank] = sum;
  }
  const upTo = (rank: number): number => sums[rank] ?? 0;
  return {
    pick(number, among = ranks) {
      const wanted = number * upTo(among - 1);
      let [low, high] = [0, among - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (upTo(middle) <= wanted) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    share: (rank) => (upTo(rank) - (rank === 0 ? 0 : upTo(rank - 1))) / upTo(ranks - 1),
  };
}
