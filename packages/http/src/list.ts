import * as z from 'zod';

/** One page of a list: `next` is the cursor of the following page, null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The answer of every list route: `{ items, next }`. */
export function listOf<T extends z.ZodType>(
  schema: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: z.array(schema),
    next: z.string().nullable().describe('Cursor of the next page; null on the last.'),
  });
}

/** `?limit=` (1 to 100, 25 unless told) and `?cursor=` of every list route. Extend it with a route's own filters. */
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('Items on a page.'),
  cursor: z.string().min(1).max(2048).optional().describe('The `next` of the page before.'),
});
