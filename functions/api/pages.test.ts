import { describe, expect, test } from 'vitest';
import { openThenClosed } from './pages.ts';

/** Lists of numbers whose cursor is the position. */
function lists(open: number, closed: number) {
  const all = { open: [...Array(open).keys()], closed: [...Array(closed).keys()].map((n) => 100 + n) };
  return async (state: 'open' | 'closed', { limit = 25, cursor }: { limit?: number; cursor?: string }) => {
    const from = Number(cursor ?? 0);
    const items = all[state].slice(from, from + limit);
    return { items, next: from + limit < all[state].length ? String(from + limit) : null };
  };
}

async function walk(open: number, closed: number, limit: number) {
  const seen: number[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await openThenClosed(lists(open, closed), { limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    cursor = page.next ?? undefined;
    pages++;
  } while (cursor !== undefined && pages < 50);
  return seen;
}

describe('open, then closed', () => {
  test.each([
    [0, 0, 3],
    [2, 0, 3],
    [0, 4, 3],
    [3, 3, 3],
    [4, 5, 3],
    [7, 2, 3],
  ])('%i open and %i closed in pages of %i: each once, in order', async (open, closed, limit) => {
    expect(await walk(open, closed, limit)).toEqual([
      ...[...Array(open).keys()],
      ...[...Array(closed).keys()].map((n) => 100 + n),
    ]);
  });
});
