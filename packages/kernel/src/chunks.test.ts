import { expect, test } from 'vitest';
import { chunksOf } from './chunks.ts';

test.each([
  [0, []],
  [1, [[1]]],
  [3, [[1, 2, 3]]],
  [4, [[1, 2, 3], [4]]],
  [
    6,
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ],
])('%i items in threes lose and repeat nothing', (count, chunks) => {
  const items = Array.from({ length: count }, (_, index) => index + 1);
  expect(chunksOf(items, 3)).toEqual(chunks);
});
