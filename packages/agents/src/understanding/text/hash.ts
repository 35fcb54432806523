const PRIME = 16777619;

/** First state of a 32-bit FNV-1a hash; `space` keeps kinds of features apart. */
export function hashStart(space: number): number {
  return Math.imul(2166136261 ^ space, PRIME);
}

/** Adds one UTF-16 code unit to a hash. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

/** Spreads the bits of a finished hash, so that its low bits may choose a bucket. Unsigned 32 bits. */
export function hashEnd(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Unsigned 32-bit hash of a text in a feature space. */
export function hashText(space: number, text: string): number {
  let hash = hashStart(space);
  for (let index = 0; index < text.length; index += 1) hash = hashUnit(hash, text.charCodeAt(index));
  return hashEnd(hash);
}

/** Unsigned 32-bit hash of a short list of numbers in a feature space. */
export function hashNumbers(space: number, ...values: number[]): number {
  let hash = hashStart(space);
  for (const value of values) {
    hash = hashUnit(hash, value & 0xffff);
    hash = hashUnit(hash, value >>> 16);
  }
  return hashEnd(hash);
}
