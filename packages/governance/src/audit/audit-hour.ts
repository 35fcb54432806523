import { HOUR } from '@bos/kernel/clock';
import { deterministicId } from '@bos/kernel/ids';

/** An hour of UTC as `2026-11-22T12`: the piece of the trail that one seal closes. */
export type AuditHour = string;

/** `2026-11`, of UTC: records and seals of one month lie in one partition. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

export function hourOf(at: Date): AuditHour {
  return at.toISOString().slice(0, 13);
}

export function startOf(hour: AuditHour): Date {
  return new Date(`${hour}:00:00.000Z`);
}

export function hourAfter(hour: AuditHour): AuditHour {
  return hourOf(new Date(startOf(hour).getTime() + HOUR));
}

export function hourBefore(hour: AuditHour): AuditHour {
  return hourOf(new Date(startOf(hour).getTime() - HOUR));
}

/** Every month from one to another, both included. */
export function monthsBetween(first: Date, last: Date): string[] {
  const months: string[] = [];
  const at = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth()));
  for (; at <= last; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(monthOf(at));
  return months;
}

/** Ids that begin alike in this many characters were made within 2^20 milliseconds, 17 minutes. */
const PREFIX_LENGTH = 6;
const PREFIX_SPAN = 2 ** 20;

/** The beginnings of all ids that were made in an hour, and of few others: four or five. */
export function idPrefixes(hour: AuditHour): string[] {
  const start = startOf(hour).getTime();
  const prefixes: string[] = [];
  for (let at = Math.floor(start / PREFIX_SPAN) * PREFIX_SPAN; at < start + HOUR; at += PREFIX_SPAN)
    prefixes.push(deterministicId(new Date(at)).slice(0, PREFIX_LENGTH));
  return prefixes;
}
