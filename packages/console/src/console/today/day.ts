import { isCalendarDate } from '@bos/kernel/calendar-date';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Both yyyy-mm-dd, in the building's time zone. */
export interface DayProps {
  /** The day that is looked at. */
  readonly date: string;
  readonly today: string;
}

/** The day on the wall of that zone, yyyy-mm-dd. */
export function dayAt(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** The day that somebody named, or else that one: whatever is no day is none. */
export function dayOr(text: string | undefined, otherwise: string): string {
  return text !== undefined && DATE.test(text) && isCalendarDate(text) ? text : otherwise;
}

/** `Monday, 23 November`: the year is seldom of use. */
export function dayText(date: string, locale: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  const text = new Intl.DateTimeFormat(locale, options).format(new Date(`${date}T00:00:00Z`));
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
