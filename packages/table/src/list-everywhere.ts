import { invalid } from '@bos/kernel/errors';
import * as z from 'zod';
import type { ListOptions, Page } from './table.ts';

type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

export interface EverywhereDependencies<T> {
  /** The ids of all buildings in ascending order, page by page. */
  readonly buildings: (page: PageRequest) => Promise<Page<string>>;
  /** The list of one building. */
  readonly list: (buildingId: string, page: PageRequest) => Promise<Page<T>>;
}

export interface EverywhereOptions {
  /** At most this many; 25 when not given. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Buildings that are asked side by side, once it shows that most have little; 8 when not given. */
  readonly concurrency?: number;
}

/** An item and where it lies. */
export interface Somewhere<T> {
  readonly buildingId: string;
  readonly item: T;
}

const DEFAULT_LIMIT = 25;
const DEFAULT_CONCURRENCY = 8;
/** Ids of buildings that one request reads. */
const BUILDINGS = 100;

/**
 * A place in a list over all buildings: the page of buildings, the building, and the place in its own list. A building
 * whose list has not begun has no place in it.
 */
const placeSchema = z.object({
  page: z.string().optional(),
  buildingId: z.string().optional(),
  cursor: z.string().optional(),
});
type Place = z.infer<typeof placeSchema>;

const encodePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function decodePlace(cursor: string | undefined): Place {
  if (cursor === undefined) return {};
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalid('INVALID_CURSOR', 'cursor: not a cursor of this list.', [
      { field: 'cursor', rule: 'take it from `next`' },
    ]);
  }
}

/**
 * One list over all buildings, in the order of their ids and, within each, in that of its own list. Every item that is
 * there from the first page to the last is given once; one that is added meanwhile is given once or not at all, and so is
 * what lies in a building that is added. A page may be shorter than its limit, or empty, while `next` leads on.
 *
 * A page costs one request for the ids of up to 100 buildings and one for each of these, or two for that which fills it; what
 * was read beyond the limit is read again with the next page. Throws INVALID_CURSOR.
 */
export async function listEverywhere<T>(
  { buildings, list }: EverywhereDependencies<T>,
  { limit = DEFAULT_LIMIT, cursor, concurrency = DEFAULT_CONCURRENCY }: EverywhereOptions = {},
): Promise<Page<Somewhere<T>>> {
  const place = decodePlace(cursor);
  const found: Somewhere<T>[] = [];

  /** Takes what a building has, up to the limit; gives the place at which to go on, if not with the next building. */
  async function take(buildingId: string, page: Page<T>, from: string | undefined): Promise<Place | undefined> {
    const room = limit - found.length;
    // Only the table knows the place after an item, so a page is taken whole or read again as long as there is room.
    const fitting =
      page.items.length <= room ? page : room === 0 ? undefined : await list(buildingId, pageOf(room, from));
    if (fitting === undefined) return { buildingId, ...(from !== undefined && { cursor: from }) };
    found.push(...fitting.items.map((item) => ({ buildingId, item })));
    return fitting.next === null ? undefined : { buildingId, cursor: fitting.next };
  }

  const { items: ids, next } = await buildings(pageOf(BUILDINGS, place.page));
  const waiting = ids.filter((id) => place.buildingId === undefined || id >= place.buildingId);
  // Buildings that were added meanwhile have pushed it to the page after this one.
  const { page: _page, ...ahead } = waiting.length === 0 ? place : {};
  const here = (rest: Place): string => encodePlace({ ...(place.page !== undefined && { page: place.page }), ...rest });
  // One at first, then twice as many: where one building fills the page, the others would be asked in vain.
  for (let width = 1; waiting.length > 0; width = Math.min(2 * width, concurrency)) {
    const side = waiting.splice(0, width);
    const from = (id: string): string | undefined => (id === place.buildingId ? place.cursor : undefined);
    const pages = await Promise.all(side.map((id) => list(id, pageOf(limit - found.length, from(id)))));
    for (const [position, buildingId] of side.entries()) {
      const page = pages[position];
      const rest = page && (await take(buildingId, page, from(buildingId)));
      if (rest) return { items: found, next: here(rest) };
    }
    const [following] = waiting;
    if (found.length >= limit && following !== undefined)
      return { items: found, next: here({ buildingId: following }) };
  }
  return { items: found, next: next === null ? null : encodePlace({ ...ahead, page: next }) };
}

function pageOf(limit: number, cursor: string | undefined): PageRequest {
  return { limit, ...(cursor !== undefined && { cursor }) };
}
