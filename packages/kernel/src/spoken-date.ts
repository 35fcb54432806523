import { addDays } from '@bos/kernel/calendar-date';
import { isCalendarDate } from './calendar-date.ts';
import { NUMBER_PATTERN, spokenNumber } from './spoken-number.ts';

export interface DateReading {
  /** yyyy-mm-dd on the wall of the building. */
  readonly today: string;
  /** yyyy-mm-dd: weekdays and days of a month are the first ones from here on; today when not given. */
  readonly from?: string;
  /** In English 3/4 is read as neither of the two days that it may be. */
  readonly monthFirst?: boolean;
  /** What a number that stands alone is. */
  readonly lone?: 'day' | 'hour';
}

/** Undefined for a day that there is not. */
function dateOf(year: number, month: number, day: number): string | undefined {
  const two = (part: number) => String(part).padStart(2, '0');
  const text = `${year}-${two(month)}-${two(day)}`;
  return isCalendarDate(text) ? text : undefined;
}

const TODAY = /\b(?:hoje|hj|hoy|today|tonight|tonite|agora|ahora|now|esta noite|esta noche|esta tarde)\b/;
const AFTER_TOMORROW = /\b(?:depois de amanha|pasado manana|day after tomorrow)\b/;
/** In Spanish `la mañana` is the morning, and without the article tomorrow. */
const TOMORROW = /\b(?:amanha|amnh|amanh|tomorrow|tomorow|tmrw|tmr)\b|(?<!\b(?:la|de|esta) )\bmanana\b/;

const WEEKDAYS: readonly RegExp[] = [
  /\b(?:domingo|dom|sunday|sun)\b/,
  /\b(?:segunda|seg|lunes|lun|monday|mon)\b/,
  /\b(?:terca|ter|martes|tuesday|tues|tue)\b/,
  /\b(?:quarta|qua|miercoles|mie|wednesday|wed)\b/,
  /\b(?:quinta|qui|jueves|jue|thursday|thurs|thur|thu)\b/,
  /\b(?:sexta|sex|viernes|vie|friday|fri)\b/,
  /\b(?:sabado|sab|saturday|sat)\b/,
];

const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene)/,
  /^(?:fev|feb)/,
  /^mar/,
  /^(?:abr|apr)/,
  /^(?:mai|may)/,
  /^jun/,
  /^jul/,
  /^(?:ago|aug)/,
  /^(?:set|sep)/,
  /^(?:out|oct)/,
  /^nov/,
  /^(?:dez|dec|dic)/,
];
const MONTH_NAME =
  '(?:jan(?:eiro|uary)?|ene(?:ro)?|fev(?:ereiro)?|feb(?:ruary|rero)?|mar(?:co|ch|zo)?|abr(?:il)?|apr(?:il)?|maio?|mayo?|jun(?:ho|e|io)?|jul(?:ho|y|io)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sept?(?:ember|iembre)?|out(?:ubro)?|oct(?:ober|ubre)?|nov(?:embro|ember|iembre)?|dez(?:embro)?|dec(?:ember)?|dic(?:iembre)?)';
const DAY_THEN_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|o)?\\s+(?:de |of )?(${MONTH_NAME})\\b`);
const MONTH_THEN_DAY = new RegExp(`\\b(${MONTH_NAME})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b`);
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/;
const SLASHED = /\b(\d{1,2})[/-](\d{1,2})(?:[/-](?:\d{2})?\d{2})?\b/;
const DAY_ALONE = /\b(?:dia|day|the|el)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:h|:|am|pm))|\b(\d{1,2})(?:st|nd|rd|th)\b/;
const LONE = /^(?:ate |hasta |until |till? |o |a )?(\d{1,2})$/;

function nextWeekday(text: string, from: string): string | undefined {
  const weekday = WEEKDAYS.findIndex((pattern) => pattern.test(text));
  if (weekday < 0) return undefined;
  const first = new Date(`${from}T00:00:00.000Z`).getUTCDay();
  return addDays(from, (weekday - first + 7) % 7);
}

/** The first such day of a year from a day on. */
function nextYearly(month: number, day: number, from: string): string | undefined {
  const year = Number(from.slice(0, 4));
  const found = [year, year + 1].map((one) => dateOf(one, month, day));
  return found.find((date) => date !== undefined && date >= from);
}

/** The first such day of a month from a day on: the 31st may be two months away. */
function nextMonthly(day: number, from: string): string | undefined {
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = Number(from.slice(5, 7)) - 1 + ahead;
    const date = dateOf(Number(from.slice(0, 4)) + Math.floor(month / 12), (month % 12) + 1, day);
    if (date !== undefined && date >= from) return date;
  }
  return undefined;
}

const monthOfName = (name: string): number => MONTHS.findIndex((pattern) => pattern.test(name)) + 1;

function slashed(text: string, from: string, monthFirst: boolean): string | undefined {
  const [, first, second] = SLASHED.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [a, b] = [Number(first), Number(second)];
  if (b > 12) return nextYearly(a, b, from);
  if (monthFirst && a <= 12 && a !== b) return undefined;
  return nextYearly(b, a, from);
}

/** The day that a few folded words name: "amanhã", "sábado", "27/11", "Oct 31". Undefined when they name none. */
export function readSpokenDate(
  text: string,
  { today, from = today, monthFirst = false, lone = 'hour' }: DateReading,
): string | undefined {
  const [, year, month, date] = ISO.exec(text) ?? [];
  if (year !== undefined) return dateOf(Number(year), Number(month), Number(date));
  if (AFTER_TOMORROW.test(text)) return addDays(today, 2);
  const [, dayBefore, nameAfter] = DAY_THEN_MONTH.exec(text) ?? [];
  if (nameAfter !== undefined) return nextYearly(monthOfName(nameAfter), Number(dayBefore), from);
  const [, nameBefore, dayAfter] = MONTH_THEN_DAY.exec(text) ?? [];
  if (nameBefore !== undefined) return nextYearly(monthOfName(nameBefore), Number(dayAfter), from);
  if (SLASHED.test(text)) return slashed(text, from, monthFirst);
  const [, named, ordinal] = DAY_ALONE.exec(text) ?? [];
  const monthly = named ?? ordinal ?? (lone === 'day' ? LONE.exec(text)?.[1] : undefined);
  if (monthly !== undefined) return nextMonthly(Number(monthly), from);
  if (TOMORROW.test(text)) return addDays(today, 1);
  const weekday = nextWeekday(text, from);
  if (weekday !== undefined) return weekday;
  return TODAY.test(text) ? today : undefined;
}

const MORE = '(?:mais|more|mas|outras?|otras?|another|extra|additional)';
const SPAN = new RegExp(
  `\\b(${NUMBER_PATTERN})\\s+(?:${MORE}\\s+)?(noites?|noches?|nights?|nigths?|dias?|days?|semanas?|weeks?|mes(?:es)?|months?)\\b`,
);
const NIGHTS_OF: readonly (readonly [RegExp, number])[] = [
  [/^(?:sem|week)/, 7],
  [/^(?:mes|month)/, 0],
];

/** A length of time that folded words name, in nights or in months: "mais 2 noites", "one more week", "un mes". */
export function readSpokenLength(text: string): { readonly nights: number } | { readonly months: number } | undefined {
  const [, count, unit] = SPAN.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const number = spokenNumber(count);
  const nights = NIGHTS_OF.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  return nights === 0 ? { months: number } : { nights: number * nights };
}
