import { addDays } from '@bos/kernel/calendar-date';
import { isDomainError } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import { listWhile } from '@bos/table/list-while';
import { nightsBetween } from '../calendar/calendar-date.ts';
import { NightsTakenError } from '../occupancy/occupy.ts';
import {
  buildingOfStay,
  type CreateReservationCommand,
  type CreateReservationDependencies,
  createReservation,
} from '../reservations/create-reservation.ts';
import { moveReservation } from '../reservations/move-reservation.ts';
import { MOST_NIGHTS, type Reservation } from '../reservations/reservation.ts';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { cancelReservation } from '../reservations/settle-reservation.ts';
import type { CalendarFeed } from './calendar-feed.ts';
import { type FeedStay, readFeedStay } from './feed-stay.ts';
import type { ImportDone } from './import-report.ts';
import { planImport } from './plan-import.ts';
import { readCalendar } from './read-calendar.ts';

/** An id that is known before the time is: the same event gives the same reservation, however often it is read. */
const TIMELESS = new Date(0);
const MOST_CONFLICTS = 20;
/** Nobody does it: the calendar says so. */
const BY = { actor: { kind: 'system', id: 'calendar-import' } } as const;
/** Reservations of a unit that are looked at: two years of single nights, with as many cancelled ones. */
const MOST_KNOWN = 2_000;

/** What came by this calendar and may concern days to come. */
async function knownOf(deps: CreateReservationDependencies, feed: CalendarFeed, today: string): Promise<Reservation[]> {
  const store = createReservationStore(deps.table);
  const oldest = addDays(today, -MOST_NIGHTS);
  const all = await listWhile(
    (cursor) => store.listOfUnit(feed.buildingId, feed.unitId, { limit: 100, ...(cursor !== undefined && { cursor }) }),
    ({ checkIn }) => checkIn >= oldest,
    MOST_KNOWN,
  );
  return all.filter(({ feedId }) => feedId === feed.feedId);
}

function commandOf(feed: CalendarFeed, stay: FeedStay, attempt: number, at: Date): CreateReservationCommand {
  const { buildingId, feedId, unitId, provider: source } = feed;
  const { externalId, kind, checkIn, checkOut, confirmationNumber, phoneEnding } = stay;
  const parts = [buildingId, feedId, externalId, String(attempt)];
  // Whoever it is has no name with us yet: the id stands for them until they are known.
  const guest = { userId: deterministicId(TIMELESS, 'feed-guest', ...parts), phoneEnding };
  return {
    buildingId,
    reservationId: deterministicId(TIMELESS, 'feed-stay', ...parts),
    kind,
    unitId,
    checkIn,
    checkOut,
    source,
    externalId,
    feedId,
    status: 'confirmed',
    guests: phoneEnding === undefined ? [] : [guest],
    by: BY,
    at,
    ...(confirmationNumber !== undefined && { confirmationNumber }),
  };
}

/** Another unit of the building may have the number already, as when one flat is let under two listings. */
async function createStay(deps: CreateReservationDependencies, command: CreateReservationCommand): Promise<void> {
  try {
    await createReservation(deps, command);
  } catch (error) {
    if (!isDomainError(error, 'CONFIRMATION_NUMBER_TAKEN')) throw error;
    const { confirmationNumber: _taken, ...own } = command;
    await createReservation(deps, own);
  }
}

interface Work {
  readonly stay: FeedStay;
  readonly counts: 'created' | 'moved';
  run(): Promise<unknown>;
}

/** Does what can be done, and again as long as that frees nights that others wait for. Gives back what remained. */
async function workOff(work: readonly Work[], done: (work: Work) => void) {
  let left = work.map((one) => ({ ...one, taken: {} as Readonly<Record<string, string>> }));
  for (let before = -1; left.length !== before && left.length > 0; ) {
    before = left.length;
    const next: typeof left = [];
    for (const one of left) {
      try {
        await one.run();
        done(one);
      } catch (error) {
        if (!(error instanceof NightsTakenError)) throw error;
        next.push({ ...one, taken: error.taken });
      }
    }
    left = next;
  }
  return left;
}

/**
 * Makes the reservations of a feed what its calendar says. What other reservations have is never taken: it is reported.
 * Imported again, the same calendar changes nothing. Throws CALENDAR_UNREADABLE, and what the reservations' own use cases
 * throw; what was done until then stays, and the next import completes it.
 */
export async function importCalendar(
  deps: CreateReservationDependencies,
  feed: CalendarFeed,
  calendar: string,
  at: Date,
): Promise<ImportDone> {
  const { buildingId } = feed;
  const { timeZone } = await buildingOfStay(deps.table, buildingId);
  const { events, skipped } = readCalendar(calendar, timeZone);
  const today = localTime(at, timeZone).date;
  const stays = events.map((event) => readFeedStay(feed, event));
  const plan = planImport({ stays, known: await knownOf(deps, feed, today), today });
  for (const { reservationId } of plan.cancel) {
    await cancelReservation(deps, { buildingId, reservationId, reason: 'channel', by: BY, at });
  }
  const counts = { created: 0, moved: 0 };
  const moves = plan.move.map(({ stay, reservation: { reservationId } }): Work => {
    const { checkIn, checkOut } = stay;
    const command = { buildingId, reservationId, checkIn, checkOut, by: BY, at };
    return { stay, counts: 'moved', run: () => moveReservation(deps, command) };
  });
  const creates = plan.create.map(({ stay, attempt }): Work => {
    const command = commandOf(feed, stay, attempt, at);
    return { stay, counts: 'created', run: () => createStay(deps, command) };
  });
  const left = await workOff([...moves, ...creates], (work) => {
    counts[work.counts] += 1;
  });
  const isEcho = ({ stay, taken }: (typeof left)[number]): boolean =>
    stay.closed && Object.keys(taken).length === nightsBetween(stay.checkIn, stay.checkOut);
  const conflicts = left.filter((one) => !isEcho(one));
  return {
    outcome: 'done',
    at: at.toISOString(),
    ...counts,
    cancelled: plan.cancel.length,
    unchanged: plan.unchanged,
    echoes: left.length - conflicts.length,
    kept: plan.kept,
    skipped,
    suspect: plan.suspect,
    conflicts: conflicts.slice(0, MOST_CONFLICTS).map(({ stay: { externalId, checkIn, checkOut }, taken }) => ({
      externalId,
      checkIn,
      checkOut,
      reservationIds: [...new Set(Object.values(taken))],
    })),
  };
}
