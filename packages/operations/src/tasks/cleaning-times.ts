import { HOUR, MINUTE } from '@bos/kernel/clock';

/** A unit that nobody is to come to next is cleaned within a day. */
const AT_LATEST = 24 * HOUR;
/** Guests come early, and the last towel is not put there under their eyes. */
const BEFORE_ARRIVAL = 30 * MINUTE;

/** From when a unit can be cleaned, and by when it is to be: before the next guest comes, within a day at the latest. */
export function cleaningTimes(departure: Date, nextArrival: Date | undefined): { readyAt: Date; dueAt: Date } {
  const latest = departure.getTime() + AT_LATEST;
  const arrival = nextArrival === undefined ? latest : nextArrival.getTime() - BEFORE_ARRIVAL;
  // Where one leaves as the other comes, it is due at once.
  return { readyAt: departure, dueAt: new Date(Math.max(departure.getTime(), Math.min(latest, arrival))) };
}
