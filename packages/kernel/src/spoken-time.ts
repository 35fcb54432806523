import { fold } from './fold.ts';
import type { Language } from './language.ts';
import { type DateReading, readSpokenDate, readSpokenLength } from './spoken-date.ts';
import { NUMBER_PATTERN, spokenNumber } from './spoken-number.ts';

/** What somebody said about a time. What they did not say is not there. */
export interface SpokenTime {
  /** yyyy-mm-dd */
  readonly date?: string;
  /** hh:mm, 24 hours */
  readonly time?: string;
  /** A length rather than a day. */
  readonly nights?: number;
  readonly months?: number;
}

export interface SpokenNow extends Pick<DateReading, 'from' | 'lone'> {
  /** yyyy-mm-dd and hh:mm on the wall of the building. */
  readonly date: string;
  readonly time: string;
  readonly language: Language;
}

const two = (part: number): string => String(part).padStart(2, '0');

const NOON = /\b(?:meio[ -]?dia|medio ?dia|noon|midday)\b/;
/** The end of the day: who comes at midnight comes late. */
const MIDNIGHT = /\b(?:meia[ -]?noite|media ?noche|midnight)\b/;
const NOW = /\b(?:agora|ahora|now|right away)\b/;
const LATE = /\b(?:tarde|noite|noche|afternoon|evening|night|tonight|tonite)\b/;
const HALF = /\b(?:e meia|y media)\b|\bhalf past\b/;
const QUARTER = /\b(?:e quinze|y cuarto)\b|\bquarter past\b/;

/** Minutes are always to come; hours are when something says so. */
const IN_MINUTES = new RegExp(`\\b(${NUMBER_PATTERN})\\s?(?:min|mins|minutos?|minutinhos|minutes?)\\b`);
const IN_HOURS = new RegExp(
  `\\b(?:in|daqui|daqui a|em|en|dentro de)\\s+(${NUMBER_PATTERN})\\s?(?:h|hs|hrs?|horas?|hours?)\\b`,
);

const CLOCK = /\b(\d{1,2})\s?(?:[:h.])\s?([0-5]\d)\s?(am|pm|a\.m|p\.m)?\b/;
const AM_PM = /\b(\d{1,2})\s?(am|pm|a\.m|p\.m)\b/;
const HOURS = /\b(\d{1,2})\s?(?:h|hs|hrs?|horas?|o'?clock)\b/;
const SAID = new RegExp(
  `\\b(?:as|a las|a la|las|at|by|around|about|tipo|umas|uns|unas|la pelas|pelas|sobre las|before|after|until|till?|ate as|ate|hasta las)\\s+(${NUMBER_PATTERN})\\b(?!\\s*(?:/|-|de [a-z]+(?:bro|o|e)\\b|noites?|noches?|nights?|dias?|days?))`,
);
const WITH_PART = new RegExp(
  `\\b(${NUMBER_PATTERN})\\s+(?:e meia\\s+|y media\\s+)?(?:da|de la|in the|at)\\s+(?:manha|manana|tarde|noite|noche|madrugada|morning|afternoon|evening|night)\\b`,
);
const WITH_HALF = new RegExp(`\\b(${NUMBER_PATTERN})\\s+(?:e|y)\\s+(?:meia|media|quinze|cuarto)\\b`);
const HALF_PAST = new RegExp(`\\b(?:half|quarter) past (${NUMBER_PATTERN})\\b`);

function clockTime(hour: number, minute: number): string | undefined {
  return hour >= 0 && hour <= 23 && minute <= 59 ? `${two(hour)}:${two(minute)}` : undefined;
}

/** Twelve hours to twenty-four. Nobody who says "at 4" and no more means the night. */
function onDay(hour: number, text: string, marker: string | undefined, sure: boolean): number {
  if (marker?.startsWith('p')) return hour < 12 ? hour + 12 : hour;
  if (marker?.startsWith('a')) return hour === 12 ? 0 : hour;
  if (hour >= 12) return hour;
  if (LATE.test(text)) return hour + 12;
  const early = /\b(?:manha|la manana|morning|madrugada|cedo|temprano|early)\b/.test(text);
  return !sure && !early && hour >= 1 && hour <= 6 ? hour + 12 : hour;
}

function later(time: string, minutes: number, date: string): SpokenTime {
  const then = new Date(Date.parse(`${date}T${time}:00.000Z`) + minutes * 60_000).toISOString();
  return { date: then.slice(0, 10), time: then.slice(11, 16) };
}

/** Patterns of a clock time, the surest first; `sure` ones say which half of the day. */
function readClock(text: string, lone: DateReading['lone']): string | undefined {
  const [, hour, minute, marker] = CLOCK.exec(text) ?? [];
  if (hour !== undefined) return clockTime(onDay(Number(hour), text, marker, true), Number(minute));
  const [, twelve, half] = AM_PM.exec(text) ?? [];
  if (twelve !== undefined) return clockTime(onDay(Number(twelve), text, half, true), 0);
  const full = HOURS.exec(text)?.[1];
  if (full !== undefined) return clockTime(onDay(Number(full), text, undefined, true), HALF.test(text) ? 30 : 0);
  if (NOON.test(text)) return '12:00';
  if (MIDNIGHT.test(text)) return '23:59';
  const only = lone === 'day' ? undefined : /^(\d{1,2})$/.exec(text);
  const [, said] =
    HALF_PAST.exec(text) ?? WITH_HALF.exec(text) ?? WITH_PART.exec(text) ?? SAID.exec(text) ?? only ?? [];
  if (said === undefined) return undefined;
  const past = HALF.test(text) ? 30 : 0;
  return clockTime(onDay(spokenNumber(said), text, undefined, false), QUARTER.test(text) ? 15 : past);
}

/**
 * What a few words in Portuguese, English or Spanish say about a time: "amanhã às 14h", "in 2 hrs", "mais 2 noites",
 * "Saturday about noon". Words that say nothing of it give an empty object; a vague one is left unsaid rather than
 * guessed.
 */
export function readSpokenTime(words: string, now: SpokenNow): SpokenTime {
  const text = fold(words)
    .replace(/[,;!?]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const minutes = IN_MINUTES.exec(text)?.[1];
  if (minutes !== undefined) return later(now.time, spokenNumber(minutes), now.date);
  const hours = IN_HOURS.exec(text)?.[1];
  if (hours !== undefined) return later(now.time, spokenNumber(hours) * 60, now.date);
  const length = readSpokenLength(text);
  if (length !== undefined) return length;
  const date = readSpokenDate(text, {
    today: now.date,
    ...(now.from !== undefined && { from: now.from }),
    monthFirst: now.language === 'en',
    ...(now.lone !== undefined && { lone: now.lone }),
  });
  const time = readClock(text, now.lone) ?? (NOW.test(text) ? now.time : undefined);
  return { ...(date !== undefined && { date }), ...(time !== undefined && { time }) };
}
