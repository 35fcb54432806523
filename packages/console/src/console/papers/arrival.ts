import { DAY } from '@bos/kernel/clock';

interface Arriving {
  /** The day of arrival, yyyy-mm-dd. */
  readonly checkIn: string;
  readonly unitId: string;
}

/** Who arrives first is looked at first; of one day by unit. */
export function byArrival<T extends Arriving>(items: readonly T[]): T[] {
  const rank = ({ checkIn, unitId }: Arriving): string => `${checkIn} ${unitId}`;
  return items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

const instant = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** `today`, `tomorrow`, `in 5 days`: undefined for a day that is over. Both yyyy-mm-dd. */
export function comingDay(date: string, today: string, locale: string): string | undefined {
  const days = Math.round((instant(date) - instant(today)) / DAY);
  return days < 0 ? undefined : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** `23 Nov` */
export function shortDay(date: string, locale: string): string {
  return new Date(instant(date)).toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
