import { MINUTE } from '@bos/kernel/clock';
import { localTime } from '@bos/kernel/time-zone';

/** What the wall shows then, counted as if it were UTC. */
function shownAt(instant: number, timeZone: string): number {
  const { date, time } = localTime(new Date(instant), timeZone);
  return Date.parse(`${date}T${time}:00.000Z`);
}

/**
 * When a clock on the wall of that zone shows this. A time that comes twice, as clocks go back, is the first of the two;
 * one that never comes, as clocks go forward, is as long after the gap as it stands in it. Throws RangeError on an unknown
 * zone.
 */
export function localInstant(date: string, time: string, timeZone: string): Date {
  const shown = Date.parse(`${date}T${time}:00.000Z`);
  // A day on either side there is one change at the most, so one of the two offsets is the one that holds.
  const offsets = [-1, 1].map((side) => {
    const nearby = shown + side * 24 * 60 * MINUTE;
    return shownAt(nearby, timeZone) - nearby;
  });
  const candidates = offsets.map((offset) => shown - offset);
  const right = candidates.filter((instant) => shownAt(instant, timeZone) === shown);
  // In a gap no candidate is right: the offset before it, which is the first, leads past it.
  return new Date(right.length > 0 ? Math.min(...right) : (candidates[0] ?? shown));
}
