import { addDays, isCalendarDate } from '@bos/kernel/calendar-date';
import { DAY } from '@bos/kernel/clock';
import * as z from 'zod';

/** yyyy-mm-dd: a day on the wall of the building, in no time zone. */
export const calendarDateSchema = z
  .string()
  .regex(/^[12]\d{3}-\d{2}-\d{2}$/, 'must be a date, yyyy-mm-dd')
  .refine(isCalendarDate, 'must be a date that there is');

/** hh:mm of the building's own clock. */
export const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, hh:mm');

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00.000Z`) / DAY;

/** The same day of a later month, or the last one of a month that has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Nights from one day to another; negative when it is before. */
export function nightsBetween(from: string, until: string): number {
  return dayNumber(until) - dayNumber(from);
}

/** The nights of a stay by the day on which each begins: the day of departure is none. */
export function nightsOf(checkIn: string, checkOut: string): string[] {
  const count = Math.max(0, nightsBetween(checkIn, checkOut));
  return Array.from({ length: count }, (_night, position) => addDays(checkIn, position));
}

/** yyyy-mm */
export function monthOfDate(date: string): string {
  return date.slice(0, 7);
}
