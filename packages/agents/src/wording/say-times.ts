import type { Language } from '@bos/kernel/language';

/** A day and a time on the building's clock. */
export interface Moment {
  /** yyyy-mm-dd */
  readonly date: string;
  /** hh:mm */
  readonly time: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as it is written: 25/11, and "25 Nov" where 3/4 may be two days. */
export function sayDate(date: string, language: Language): string {
  const [, month = '', day = ''] = date.split('-');
  return language === 'en' ? `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}` : `${day}/${month}`;
}

export function sayMoment({ date, time }: Moment, language: Language): string {
  return `${sayDate(date, language)}, ${time}`;
}
