/**
 * What can befall a request on its way to the table and back, as AWS documents it or as networks do it. `…-after`
 * means that the table has done its work and only the answer is lost: the worst of them, for nobody knows.
 */
export const FAULTS = [
  /** The caller sends more than its account may. */
  'throttled',
  /** The partition, or the partition of an index, has had its fill. */
  'over-capacity',
  /** Another transaction is at work on the same item. Of writes only. */
  'conflict',
  /** A batch of reads is answered in part. */
  'partial',
  'failed',
  'failed-after',
  'reset',
  'reset-after',
  'silent',
  'silent-after',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The weather. It depends on nothing but these numbers, so that a bad day can be had again. */
export interface WeatherPlan {
  /** What befalls the n-th request, from 0, of an operation (`PutItem`). */
  faultOf(operation: string, n: number): Fault | undefined;
  /** For how long the indexes do not know of the n-th write, in milliseconds. */
  indexLag(n: number): number;
}

export const CLEAR: WeatherPlan = { faultOf: () => undefined, indexLag: () => 0 };

export interface Climate {
  readonly seed: number;
  /** Shares of requests, from 0 to 1; a fault that fits none of an operation's requests does not befall it. */
  readonly faults: Partial<Record<Fault, number>>;
  /** Each write stays unseen by the indexes for up to this, in milliseconds. */
  readonly longestLag?: number;
}

/** A number from 0 to 1 that depends on the words and the seed alone (FNV-1a, then murmur's finish). */
function chance(seed: number, ...words: readonly (string | number)[]): number {
  let hash = 2_166_136_261 ^ seed;
  for (const character of words.join('\n')) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

const WRITES = new Set(['PutItem', 'DeleteItem', 'UpdateItem', 'TransactWriteItems']);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query']);

function fits(fault: Fault, operation: string): boolean {
  if (fault === 'conflict') return WRITES.has(operation);
  if (fault === 'partial') return operation === 'BatchGetItem';
  return WRITES.has(operation) || READS.has(operation);
}

/** Weather by chance, the same for the same seed. Only reads and writes of items are touched. */
export function seededWeather({ seed, faults, longestLag = 0 }: Climate): WeatherPlan {
  return {
    faultOf(operation, n) {
      let rest = chance(seed, operation, n);
      for (const fault of FAULTS) {
        const share = fits(fault, operation) ? (faults[fault] ?? 0) : 0;
        if (rest < share) return fault;
        rest -= share;
      }
      return undefined;
    },
    indexLag: (n) => Math.round(chance(seed, 'lag', n) * longestLag),
  };
}
