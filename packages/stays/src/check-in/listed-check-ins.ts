import type { Stored } from '@bos/table/entity';
import type { ListOptions, Page, Table } from '@bos/table/table';
import { type GuestStay, guestStayEntity } from '../reservations/reservation-entity.ts';
import type { CheckIn } from './check-in.ts';
import type { CheckInStatus } from './check-in-kinds.ts';
import { createCheckInStore } from './check-in-store.ts';

export interface ListedCheckIn {
  readonly checkIn: Stored<CheckIn>;
  /** Whose it is, with their name where it is known. */
  readonly guest: Stored<GuestStay>;
}

const idOf = ({ reservationId, userId }: Pick<CheckIn, 'reservationId' | 'userId'>) => `${reservationId}\n${userId}`;

type Reads = Pick<Table, 'get' | 'getMany' | 'list'>;
type PageRequest = Pick<ListOptions, 'limit' | 'cursor'>;

const USUAL_LIMIT = 25;
/** What nobody has looked at while its guest was there stands at the head for a month: so many pages of it are passed over. */
const MOST_PAGES = 5;

/**
 * The check-ins in a status with who sent them, the first to leave at the head. Stays that are over and guests who do not
 * come any more are left out. Two requests as a rule, two more for each page of what is left out; behind five such pages
 * this one is shorter than asked for.
 */
export async function listedCheckIns(
  table: Reads,
  buildingId: string,
  status: CheckInStatus,
  { limit = USUAL_LIMIT, cursor }: PageRequest = {},
): Promise<Page<ListedCheckIn>> {
  const items: ListedCheckIn[] = [];
  let next = cursor ?? null;
  for (let page = 0; page < MOST_PAGES && items.length < limit; page++) {
    const rest = { limit: limit - items.length, ...(next !== null && { cursor: next }) };
    const read = await readPage(table, buildingId, status, rest);
    items.push(...read.items);
    next = read.next;
    if (next === null) break;
  }
  return { items, next };
}

async function readPage(
  table: Reads,
  buildingId: string,
  status: CheckInStatus,
  page: PageRequest,
): Promise<Page<ListedCheckIn>> {
  const { items, next } = await createCheckInStore(table).listInStatus(buildingId, status, page);
  const guests = new Map((await table.getMany(guestStayEntity, items)).map((guest) => [idOf(guest), guest]));
  return {
    next,
    items: items.flatMap((checkIn) => {
      const guest = guests.get(idOf(checkIn));
      return guest?.lead === true && guest.settledAt === undefined ? [{ checkIn, guest }] : [];
    }),
  };
}
