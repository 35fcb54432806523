import { addDays } from '@bos/kernel/calendar-date';
import { HOUR } from '@bos/kernel/clock';
import { fold } from '@bos/kernel/fold';
import type { Language } from '@bos/kernel/language';
import { readSpokenTime } from '@bos/kernel/spoken-time';
import { localTime } from '@bos/kernel/time-zone';
import { localInstant } from '@bos/stays/calendar/local-instant';

export interface VisitWindow {
  readonly expectedAt: Date;
  readonly until: Date;
}

export interface SpokenWindow {
  readonly words: string;
  /** The whole message: the day may stand in front, "tomorrow Tom comes at 7pm". */
  readonly message?: string;
  readonly language: Language;
  readonly timeZone: string;
  /** When it was said. */
  readonly at: Date;
}

/** `past`: the words name a time that is over. `unsaid`: they name none. */
export type WindowReading = VisitWindow | 'past' | 'unsaid';

/** Two times with a word between them: "entre 9h e 12h", "from 2pm to 4pm", "das 14 às 16h", "de 14 a 16". */
const RANGE =
  /\b(?:entre|between|das|desde(?: las)?|from|de(?: las)?)\s+(\d.*?)\s+(?:e|y|and|as|a|a las|ate(?: as)?|hasta(?: las)?|to|until|till)\s+(?:as |las )?(\d.*)$/;
const PAST_DAY = /\b(?:ontem|anteontem|yesterday|ayer|anteayer)\b/;
const ALL_DAY = { from: '00:00', to: '23:59' };
/** What a part of the day is, by the building's clock. The morning comes last: in Spanish its word is that of tomorrow. */
const DAY_PARTS: readonly (readonly [RegExp, { readonly from: string; readonly to: string }])[] = [
  [/\b(?:noite|noche|evening|night|tonight)\b/, { from: '18:00', to: '23:59' }],
  [/\b(?:tarde|afternoon)\b/, { from: '12:00', to: '19:00' }],
  [/\b(?:manha|la manana|morning)\b/, { from: '06:00', to: '13:00' }],
];

/** Who is late is still let in for so long at least. */
const SHORTEST = 2 * HOUR;

interface Said {
  readonly date?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Words that are a day wherever they stand. */
const DAY_WORD = /\b(?:depois de amanha|amanha|day after tomorrow|tomorrow|pasado manana)\b|^manana\b/;

function said({ words, message = '', language, timeZone, at }: SpokenWindow): Said {
  const now = { ...localTime(at, timeZone), language };
  const { date: near, time } = readSpokenTime(words, now);
  const date = near ?? readSpokenTime(DAY_WORD.exec(fold(message))?.[0] ?? '', now).date;
  const day = date === undefined ? {} : { date };
  const text = fold(words);
  const [, first, second] = RANGE.exec(text) ?? [];
  if (first !== undefined && second !== undefined) {
    const to = readSpokenTime(`as ${second}`, now).time;
    // "das 2 às 4 da tarde": the part of the day stands behind the second.
    const part = / (?:am|pm|da .*|de la .*|in the .*)$|[ap]m$/.exec(second)?.[0] ?? '';
    const from = readSpokenTime(`as ${first}${/[ap]m$/.test(first) ? '' : part}`, now).time;
    if (from !== undefined && to !== undefined && from < to) return { ...day, from, to };
  }
  if (time !== undefined) return { ...day, from: time };
  const hours = DAY_PARTS.find(([pattern]) => pattern.test(text))?.[1];
  if (hours !== undefined) return { ...day, ...hours };
  return date === undefined ? {} : { ...day, ...ALL_DAY };
}

/** So late one is only late; later, another day was meant. */
const LATE = HOUR;

/**
 * From when until when somebody is expected who comes at the time that these words name, by the building's clock. Without
 * a day it is today, or tomorrow when that time has passed; without an end it is the day's.
 */
export function readVisitWindow(spoken: SpokenWindow): WindowReading {
  const { words, timeZone, at } = spoken;
  if (PAST_DAY.test(fold(words))) return 'past';
  const { date, from, to } = said(spoken);
  if (from === undefined) return 'unsaid';
  const windowOn = (day: string): VisitWindow => {
    const expectedAt = localInstant(day, from, timeZone);
    const end = localInstant(day, to ?? '23:59', timeZone).getTime();
    return { expectedAt, until: new Date(Math.max(end, expectedAt.getTime() + SHORTEST)) };
  };
  const isOver = ({ expectedAt, until }: VisitWindow): boolean =>
    to === undefined ? expectedAt.getTime() + LATE < at.getTime() : until <= at;
  const today = localTime(at, timeZone).date;
  const window = windowOn(date ?? today);
  if (!isOver(window)) return window;
  return date === undefined ? windowOn(addDays(today, 1)) : 'past';
}
