/** One page of a list. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Loaded<T> {
  readonly items: readonly T[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** The first so many pages of a list as one. */
export async function loadPages<T>(
  pages: number,
  load: (cursor: string | undefined) => Promise<PageOf<T>>,
): Promise<Loaded<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { items: more, next } = await load(cursor);
    items.push(...more);
    if (next === null) return { items, more: false };
    cursor = next;
  }
  return { items, more: true };
}
