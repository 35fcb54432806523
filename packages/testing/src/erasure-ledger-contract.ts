import type { Erasure, ErasureLedger } from '@bos/people/erasure/erasure-ledger';
import { describe, expect, test } from 'vitest';

const erasure = (userId: string, over: Partial<Erasure> = {}): Erasure => ({
  userId,
  buildingIds: ['demo'],
  senderHashes: ['ab12'],
  startedAt: '2026-11-22T12:00:00.000Z',
  ...over,
});

/** What every erasure ledger must do. `open` gives the same ledger again, as another process would see it. */
export function describeErasureLedger(name: string, fresh: () => Promise<() => ErasureLedger>): void {
  describe(`erasure ledger: ${name}`, () => {
    test('has no entry at first', async () => {
      const open = await fresh();
      expect(await open().entries()).toEqual([]);
    });

    test('keeps one entry a person, the latest, in the order of the first', async () => {
      const open = await fresh();
      await open().note(erasure('u1'));
      await open().note(erasure('u2'));
      const completed = erasure('u1', { completedAt: '2026-11-22T12:00:01.000Z' });
      await open().note(completed);
      expect(await open().entries()).toEqual([completed, erasure('u2')]);
    });
  });
}
