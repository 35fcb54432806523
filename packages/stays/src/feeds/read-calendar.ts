import { addDays } from '@bos/kernel/calendar-date';
import { DomainError } from '@bos/kernel/errors';
import { localTime } from '@bos/kernel/time-zone';
import { sync, type VEvent } from 'node-ical';
import { nightsBetween } from '../calendar/calendar-date.ts';
import { MOST_NIGHTS } from '../reservations/reservation.ts';
import { LONGEST_CALENDAR } from './fetch-calendar.ts';

/** An event of a calendar that somebody else keeps. Its texts are data, and never shown as ours. */
export interface CalendarEvent {
  /** Its UID; where it has none, or another event has the same, one that is made of it and its days. */
  readonly externalId: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly summary: string;
  readonly description: string;
}

export interface CalendarReading {
  readonly events: readonly CalendarEvent[];
  /** Events that say nothing about days to come in a way that is understood: repeated, without days, too long. */
  readonly skipped: number;
}

/** More events than a unit can have in two years. */
const MOST_EVENTS = 2_000;
const LONGEST_UID = 250;

function unreadable(why: string): DomainError {
  return new DomainError('invalid', 'CALENDAR_UNREADABLE', `The calendar cannot be read: ${why}.`);
}

/** The texts of its events. One at a time, for the parser keeps only one of two events with the same UID. */
function eventTexts(text: string): string[] {
  if (text.length > LONGEST_CALENDAR) throw unreadable('it is too long');
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  if (!/^BEGIN:VCALENDAR$/i.test(lines[0] ?? '')) throw unreadable('it is no calendar');
  // A calendar that breaks off would look as if its last stays had been cancelled.
  if (!/^END:VCALENDAR$/i.test(lines.at(-1) ?? '')) throw unreadable('it breaks off');
  const texts: string[] = [];
  let event: string[] | undefined;
  for (const line of lines) {
    if (/^BEGIN:VEVENT$/i.test(line)) event = [];
    event?.push(line);
    if (event === undefined || !/^END:VEVENT$/i.test(line)) continue;
    texts.push(event.join('\r\n'));
    event = undefined;
    if (texts.length > MOST_EVENTS) throw unreadable('it has too many events');
  }
  return texts;
}

/** Undefined for what is repeated: a stay is not, and rules of others are not worked out. */
function parseEvent(text: string): VEvent | undefined {
  if (/^(RRULE|RDATE)/im.test(text)) return undefined;
  try {
    const components = sync.parseICS(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR\r\n`);
    return Object.values(components).find((component): component is VEvent => component?.type === 'VEVENT');
  } catch {
    return undefined;
  }
}

/** A whole day is one on every wall, and the parser gives midnight of this machine; a time is on the building's. */
function dayOf(value: unknown, timeZone: string): string | undefined {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return undefined;
  if (!('dateOnly' in value) || value.dateOnly !== true) return localTime(value, timeZone).date;
  const [month, day] = [value.getMonth() + 1, value.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${value.getFullYear()}-${month}-${day}`;
}

/** A text may come with parameters such as its language. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'val' in value && typeof value.val === 'string'
    ? value.val
    : '';
}

function readEvent(event: VEvent | undefined, timeZone: string): CalendarEvent | 'cancelled' | undefined {
  if (event === undefined) return undefined;
  // `CANCELLED` is as good as not there; what is transparent takes no time (RFC 5545, 3.8.2.7).
  if (event.status === 'CANCELLED' || event.transparency === 'TRANSPARENT') return 'cancelled';
  const checkIn = dayOf(event.start, timeZone);
  if (checkIn === undefined) return undefined;
  // Without an end a whole day lasts until the next one.
  const checkOut = dayOf(event.end, timeZone) ?? addDays(checkIn, 1);
  const nights = nightsBetween(checkIn, checkOut);
  if (nights < 1 || nights > MOST_NIGHTS) return undefined;
  const uid = textOf(event.uid).slice(0, LONGEST_UID);
  return {
    externalId: uid === '' ? `${checkIn}/${checkOut}` : uid,
    checkIn,
    checkOut,
    summary: textOf(event.summary),
    description: textOf(event.description),
  };
}

/**
 * The stays of a calendar in iCalendar format (RFC 5545), each with its days in the building's time zone. Throws
 * CALENDAR_UNREADABLE for what is none, is not whole, or is too large.
 */
export function readCalendar(text: string, timeZone: string): CalendarReading {
  const events = new Map<string, CalendarEvent>();
  let skipped = 0;
  for (const part of eventTexts(text)) {
    const event = readEvent(parseEvent(part), timeZone);
    if (event === 'cancelled') continue;
    if (event === undefined) {
      skipped += 1;
      continue;
    }
    const { externalId, checkIn, checkOut } = event;
    const twin = events.get(externalId);
    if (twin === undefined) events.set(externalId, event);
    else if (twin.checkIn !== checkIn || twin.checkOut !== checkOut) {
      const own = `${externalId} ${checkIn}`;
      events.set(own, { ...event, externalId: own });
    }
  }
  return { events: [...events.values()], skipped };
}
