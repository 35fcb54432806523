const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far away a time is: "in 3 hours", "25 minutes ago". */
export function relativeTime(at: Date, now: Date, locale: string): string {
  const difference = at.getTime() - now.getTime();
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const distance = Math.abs(difference);
  if (distance < HOUR) return format.format(Math.trunc(difference / MINUTE), 'minute');
  if (distance < 2 * DAY) return format.format(Math.trunc(difference / HOUR), 'hour');
  return format.format(Math.trunc(difference / DAY), 'day');
}

/** The clock time on the same day, otherwise the date, in the building's time zone. */
export function shortTime(at: Date, now: Date, locale: string, timeZone: string): string {
  const day = (date: Date): string => date.toLocaleDateString(locale, { timeZone });
  return day(at) === day(now)
    ? at.toLocaleTimeString(locale, { timeZone, hour: '2-digit', minute: '2-digit' })
    : at.toLocaleDateString(locale, { timeZone, day: '2-digit', month: 'short' });
}

/** Date and clock time in the building's time zone. */
export function fullTime(at: Date, locale: string, timeZone: string): string {
  return at.toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
}

/** `84 ms`, `1.2 s`, `3 min`, `2 h`. */
export function durationText(milliseconds: number, locale: string): string {
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  if (milliseconds < 1_000) return `${number(milliseconds, 0)} ms`;
  if (milliseconds < MINUTE) return `${number(milliseconds / 1_000, 1)} s`;
  if (milliseconds < HOUR) return `${number(milliseconds / MINUTE, 0)} min`;
  return `${number(milliseconds / HOUR, 1)} h`;
}
