import type { ListOptions, Page } from '@bos/table/table';

/** A list request as it comes from a query: undefined fields left out. */
export function pageOf({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
  return { limit, ...(cursor !== undefined && { cursor }) };
}

export function mapPage<A, B>(page: Page<A>, view: (item: A) => B): { items: B[]; next: string | null } {
  return { items: page.items.map(view), next: page.next };
}

type State = 'open' | 'closed';
type ReadState<T> = (state: State, page: Pick<ListOptions, 'limit' | 'cursor'>) => Promise<Page<T>>;

const CLOSED = 'closed.';

/**
 * Two lists as one: all that is open, then all that is closed. The cursor says in which of the two it lies; one
 * request a page, two where the lists meet.
 */
export async function openThenClosed<T>(
  read: ReadState<T>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<T>> {
  const inClosed = async (most: number, at: string): Promise<Page<T>> => {
    const page = await read('closed', pageOf({ limit: most, cursor: at === '' ? undefined : at }));
    return { items: page.items, next: page.next === null ? null : CLOSED + page.next };
  };
  if (cursor?.startsWith(CLOSED)) return inClosed(limit, cursor.slice(CLOSED.length));
  const open = await read('open', pageOf({ limit, cursor }));
  if (open.next !== null) return open;
  if (open.items.length >= limit) return { items: open.items, next: CLOSED };
  const closed = await inClosed(limit - open.items.length, '');
  return { items: [...open.items, ...closed.items], next: closed.next };
}
