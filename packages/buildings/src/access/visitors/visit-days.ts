import { localTime } from '@bos/kernel/time-zone';
import { put, type WriteOperation } from '@bos/table/write';
import { type DayVisitor, dayVisitorEntity } from '../day/day-list.ts';
import { hoursOf, visitDates } from './visit-times.ts';
import type { Visitor } from './visitor.ts';

/** Recurring visits stand in the lists of so many days, today among them. */
export const DAYS_AHEAD = 14;

/** The line of a visitor in the list of a day. */
export function dayWrite(
  { buildingId, unitId, visitorId, userId, visitorName, purpose, times }: Visitor,
  date: string,
  status: DayVisitor['status'],
  timeZone: string,
): WriteOperation {
  const hours = hoursOf(times, timeZone);
  return put(dayVisitorEntity, {
    buildingId,
    date,
    unitId,
    visitorId,
    userId,
    visitorName,
    purpose,
    ...hours,
    status,
  });
}

/** The same for all days on which they are still expected; of who comes once, that day, however far off. */
export function daysAhead(
  visitor: Visitor,
  status: DayVisitor['status'],
  at: Date,
  timeZone: string,
): WriteOperation[] {
  const { times } = visitor;
  const dates =
    times.kind === 'once'
      ? [localTime(new Date(times.expectedAt), timeZone).date]
      : visitDates(times, localTime(at, timeZone).date, DAYS_AHEAD, timeZone);
  return dates.map((date) => dayWrite(visitor, date, status, timeZone));
}
