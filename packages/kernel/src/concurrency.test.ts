import { expect, test } from 'vitest';
import { forEachConcurrently } from './concurrency.ts';

test('works on as many as it may at once, and on all of them', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await forEachConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    done.push(item);
  });
  expect([most, done.toSorted()]).toEqual([2, [1, 2, 3, 4, 5]]);
});

test('a failure keeps no other item from its turn, and is thrown', async () => {
  const done: number[] = [];
  const work = forEachConcurrently([1, 2, 3], 1, async (item) => {
    if (item === 2) throw new Error('two');
    done.push(item);
  });
  await expect(work).rejects.toThrow('two');
  expect(done).toEqual([1, 3]);
});
