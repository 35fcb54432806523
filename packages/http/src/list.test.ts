import { expect, test } from 'vitest';
import * as z from 'zod';
import { listOf, listQuery } from './list.ts';

test('a page has 25 items unless told', () => {
  expect(listQuery.parse({})).toEqual({ limit: 25 });
  expect(listQuery.parse({ limit: '100', cursor: 'abc' })).toEqual({ limit: 100, cursor: 'abc' });
});

test.each(['0', '101', '2.5', 'ten', '', '-1'])('refuses limit=%s', (limit) => {
  expect(listQuery.safeParse({ limit }).success).toBe(false);
});

test('a list answers items and the next cursor, null at the end', () => {
  const schema = listOf(z.object({ id: z.string() }));
  expect(schema.parse({ items: [{ id: 'a' }], next: null })).toEqual({ items: [{ id: 'a' }], next: null });
  expect(schema.safeParse({ items: [] }).success).toBe(false);
});
