import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { DEMO_BUILDING } from '../demo-building.ts';

/** Twelve weeks: what the desk's lists still keep. */
export const DAYS_BEFORE = 84;
export const DAYS_AHEAD = 30;

/** The days around the one on which the building was made. */
export interface Days {
  readonly now: Date;
  /** The day on the building's wall. */
  readonly today: string;
  /** So many days from today. */
  day(offset: number): string;
  /** When the building's clock shows that time, as ISO 8601. */
  at(date: string, time: string): string;
}

export function daysAround(now: Date): Days {
  const { timeZone } = DEMO_BUILDING;
  const today = localTime(now, timeZone).date;
  return {
    now,
    today,
    day: (offset) => addDays(today, offset),
    at: (date, time) => localInstant(date, time, timeZone).toISOString(),
  };
}
