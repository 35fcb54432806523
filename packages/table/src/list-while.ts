import type { Page } from './table.ts';

/** Reads pages of a sorted list up to the first item that is not wanted, and `max` items at the most. */
export async function listWhile<T>(
  readPage: (cursor: string | undefined) => Promise<Page<T>>,
  isWanted: (item: T) => boolean,
  max: number,
): Promise<T[]> {
  const wanted: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    for (const item of page.items) {
      if (!isWanted(item) || wanted.length >= max) return wanted;
      wanted.push(item);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return wanted;
}
