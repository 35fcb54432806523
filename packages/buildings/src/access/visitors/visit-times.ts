import { addDays } from '@bos/kernel/calendar-date';
import { HOUR } from '@bos/kernel/clock';
import { localTime } from '@bos/kernel/time-zone';
import * as z from 'zod';
import { dateSchema, timeOfDaySchema } from '../day/day-list.ts';

/** When somebody may come: once, or on days of the week between two times of the building's clock. */
export const visitTimesSchema = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('once'), expectedAt: z.iso.datetime(), until: z.iso.datetime() })
    .refine(({ expectedAt, until }) => Date.parse(expectedAt) < Date.parse(until), {
      path: ['until'],
      error: 'after expectedAt',
    }),
  z
    .object({
      kind: z.literal('recurring'),
      /** From 0 (Sunday) to 6. */
      weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
      from: timeOfDaySchema,
      /** At or before `from`: of the next day. */
      to: timeOfDaySchema,
      firstDate: dateSchema,
      /** The last day on which a visit may begin. */
      lastDate: dateSchema,
    })
    .refine(({ firstDate, lastDate }) => firstDate <= lastDate, { path: ['lastDate'], error: 'not before firstDate' }),
]);

export type VisitTimes = z.infer<typeof visitTimesSchema>;
type Recurring = Extract<VisitTimes, { kind: 'recurring' }>;

/** Guests come early: so much before the time. */
const EARLY = HOUR;

function isVisitDay({ weekdays, firstDate, lastDate }: Recurring, date: string): boolean {
  return firstDate <= date && date <= lastDate && weekdays.includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

/** The day of the building on which the visit that is on began; undefined when they may not come in now. */
export function visitDate(times: VisitTimes, at: Date, timeZone: string): string | undefined {
  if (times.kind === 'once') {
    const expected = Date.parse(times.expectedAt);
    const isOn = expected - EARLY <= at.getTime() && at.getTime() < Date.parse(times.until);
    return isOn ? localTime(new Date(expected), timeZone).date : undefined;
  }
  const { date, time } = localTime(at, timeZone);
  const { from, to } = times;
  const overnight = to <= from;
  if (isVisitDay(times, date) && from <= time && (overnight || time < to)) return date;
  const yesterday = addDays(date, -1);
  return overnight && time < to && isVisitDay(times, yesterday) ? yesterday : undefined;
}

/** The days on which they are expected, of those that begin with `from`. */
export function visitDates(times: VisitTimes, from: string, days: number, timeZone: string): string[] {
  if (times.kind === 'once') {
    const { date } = localTime(new Date(times.expectedAt), timeZone);
    return from <= date && date < addDays(from, days) ? [date] : [];
  }
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  return dates.filter((date) => isVisitDay(times, date));
}

/** The hours that the desk's list shows. */
export function hoursOf(times: VisitTimes, timeZone: string): { readonly from: string; readonly to: string } {
  if (times.kind === 'recurring') return { from: times.from, to: times.to };
  const { expectedAt, until } = times;
  return { from: localTime(new Date(expectedAt), timeZone).time, to: localTime(new Date(until), timeZone).time };
}

/** By then the last visit is over in every time zone. */
export function endOf(times: VisitTimes): string {
  if (times.kind === 'once') return new Date(times.until).toISOString();
  return `${addDays(times.lastDate, 2)}T12:00:00.000Z`;
}
