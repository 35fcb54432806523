import { HOUR, MINUTE } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countFailure, forgetFailures, isLocked, verificationAttemptsEntity } from './attempts.ts';

const sender = { buildingId: 'demo', userId: 'stranger' };

/** A sender who guesses after each of these pauses, in minutes; gives the times at which a guess was looked at. */
async function guess(pauses: readonly number[]): Promise<number[]> {
  const clock = virtualClock();
  const { table } = createMemoryTable({ clock });
  const lookedAt: number[] = [];
  for (const pause of pauses) {
    await clock.advance(pause * MINUTE);
    const before = await table.get(verificationAttemptsEntity, sender);
    if (isLocked(before, clock.now())) continue;
    lookedAt.push(clock.now().getTime());
    await table.write([countFailure(before, sender, clock.now())]);
  }
  return lookedAt;
}

test('in no hour are more than five wrong guesses of one sender looked at, whenever they come', async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(pauses, async (list) => {
      const times = await guess(list);
      for (const time of times) {
        expect(times.filter((other) => time <= other && other < time + HOUR).length).toBeLessThanOrEqual(5);
      }
    }),
    { numRuns: 60 },
  );
});

test('after an hour of silence they are looked at again, and who proves who they are begins anew', async () => {
  expect(await guess([0, 1, 1, 1, 1, 1, 58, 1])).toHaveLength(6);
  const { table } = createMemoryTable({ clock: virtualClock() });
  const at = new Date('2026-11-22T12:00:00.000Z');
  await table.write([countFailure(undefined, sender, at)]);
  await table.write(forgetFailures(await table.get(verificationAttemptsEntity, sender)));
  expect(await table.get(verificationAttemptsEntity, sender)).toBeUndefined();
  expect(forgetFailures(undefined)).toEqual([]);
});

test('of two guesses at once that saw the same count, one is refused by the table', async () => {
  const { table } = createMemoryTable({ clock: virtualClock() });
  const at = new Date('2026-11-22T12:00:00.000Z');
  await table.write([countFailure(undefined, sender, at)]);
  const before = await table.get(verificationAttemptsEntity, sender);
  const results = await Promise.allSettled([1, 2].map(() => table.write([countFailure(before, sender, at)])));
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});
