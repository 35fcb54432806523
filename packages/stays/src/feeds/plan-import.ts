import { type Reservation, settledAtOf } from '../reservations/reservation.ts';
import type { FeedStay } from './feed-stay.ts';

export interface ImportPlan {
  /** With how many times the same event was booked before. */
  readonly create: readonly { readonly stay: FeedStay; readonly attempt: number }[];
  readonly move: readonly { readonly stay: FeedStay; readonly reservation: Reservation }[];
  readonly cancel: readonly Reservation[];
  readonly unchanged: number;
  /** Left alone, though the calendar says otherwise. */
  readonly kept: number;
  readonly suspect: boolean;
}

interface ImportState {
  /** What the calendar says. */
  readonly stays: readonly FeedStay[];
  /** What came by this calendar before, settled ones too. */
  readonly known: readonly Reservation[];
  /** The day on the building's wall. */
  readonly today: string;
}

const sameDays = (a: Pick<FeedStay, 'checkIn' | 'checkOut'>, b: Pick<FeedStay, 'checkIn' | 'checkOut'>): boolean =>
  a.checkIn === b.checkIn && a.checkOut === b.checkOut;

/** Whether staff, or the guest by leaving, decided otherwise than the calendar: that stands. */
function isDecidedHere(reservation: Reservation): boolean {
  return (
    settledAtOf(reservation) !== undefined && !(reservation.status === 'cancelled' && reservation.reason === 'channel')
  );
}

type IsSame = (stay: FeedStay, reservation: Reservation) => boolean;

const byName: IsSame = (stay, { externalId, kind }) => stay.externalId === externalId && stay.kind === kind;

/** Some calendars name an event anew each time. Another number is another stay on the same days. */
const byDays: IsSame = (stay, reservation) =>
  sameDays(stay, reservation) &&
  stay.kind === reservation.kind &&
  (stay.confirmationNumber === undefined || stay.confirmationNumber === reservation.confirmationNumber);

/** Which reservation each event is, told in one way after the other. */
function match(stays: readonly FeedStay[], known: readonly Reservation[], ...ways: readonly IsSame[]) {
  const found = new Map<FeedStay, Reservation>();
  const free = new Set(known);
  for (const isSame of ways) {
    for (const stay of stays) {
      if (found.has(stay)) continue;
      const reservation = [...free].find((candidate) => isSame(stay, candidate));
      if (reservation === undefined) continue;
      found.set(stay, reservation);
      free.delete(reservation);
    }
  }
  return found;
}

/** Only the last day of a stay can still move once the guest is there. */
function canFollow(reservation: Reservation, stay: FeedStay): boolean {
  return reservation.status !== 'checked_in' || reservation.checkIn === stay.checkIn;
}

/**
 * What has to be done so that the reservations of one calendar are what it says. Only of that calendar, and only what is
 * to come: what has begun or begins today is never cancelled because it vanished. A calendar that is suddenly empty is
 * taken for a fault of its host when it would cancel more than one stay.
 */
export function planImport({ stays, known, today }: ImportState): ImportPlan {
  const coming = stays.filter(({ checkOut }) => checkOut > today);
  const live = known.filter((one) => settledAtOf(one) === undefined && one.checkOut > today);
  const decided = known.filter(isDecidedHere);
  const found = match(coming, live, byName, byDays);
  const missing = coming.filter((stay) => !found.has(stay));
  // By name alone: on the days of a stay that is over, somebody else may have booked.
  const settled = match(missing, decided, byName);
  const pairs = [...found].filter(([stay, reservation]) => !sameDays(stay, reservation));
  const move = pairs.filter(([stay, reservation]) => canFollow(reservation, stay));
  const matched = new Set(found.values());
  const vanished = live.filter((reservation) => !matched.has(reservation));
  const cancel = vanished.filter(({ status, checkIn }) => status !== 'checked_in' && checkIn > today);
  const suspect = coming.length === 0 && cancel.length > 1;
  const create = missing.filter((stay) => !settled.has(stay));
  return {
    create: create.map((stay) => ({
      stay,
      attempt: known.filter(({ externalId }) => externalId === stay.externalId).length,
    })),
    move: move.map(([stay, reservation]) => ({ stay, reservation })),
    cancel: suspect ? [] : cancel,
    unchanged: found.size - pairs.length,
    kept: settled.size + (pairs.length - move.length) + (vanished.length - (suspect ? 0 : cancel.length)),
    suspect,
  };
}
