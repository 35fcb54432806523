import type { Erasure, ErasureLedger } from '@bos/people/erasure/erasure-ledger';

/** An erasure ledger in memory. */
export function createMemoryErasures(kept = new Map<string, Erasure>()): ErasureLedger {
  return {
    note: async (erasure) => void kept.set(erasure.userId, erasure),
    entries: async () => [...kept.values()],
  };
}
