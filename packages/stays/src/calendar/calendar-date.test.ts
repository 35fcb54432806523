import { addDays } from '@bos/kernel/calendar-date';
import { HOUR } from '@bos/kernel/clock';
import { localTime } from '@bos/kernel/time-zone';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDateSchema, nightsBetween, nightsOf } from './calendar-date.ts';
import { localInstant } from './local-instant.ts';

describe('days', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-11-31', '01/12/2026', ''])('%s is none', (text) => {
    expect(calendarDateSchema.safeParse(text).success).toBe(false);
  });

  test('nights begin on each day but the last', () => {
    expect(nightsOf('2027-02-27', '2027-03-02')).toEqual(['2027-02-27', '2027-02-28', '2027-03-01']);
    expect(nightsOf('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29']);
    expect(nightsOf('2026-12-01', '2026-12-01')).toEqual([]);
  });

  test('count the same there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000, max: 2_000 }), (days) => {
        const other = addDays('2026-11-22', days);
        expect(nightsBetween('2026-11-22', other)).toBe(days);
        expect(calendarDateSchema.parse(other)).toBe(other);
      }),
    );
  });
});

describe('the instant of a time on the wall', () => {
  test.each([
    ['America/Sao_Paulo', '2026-12-24', '15:00', '2026-12-24T18:00:00.000Z'],
    // Brazil had daylight saving until 2019.
    ['America/Sao_Paulo', '2018-12-24', '15:00', '2018-12-24T17:00:00.000Z'],
    ['Europe/Lisbon', '2026-07-01', '11:00', '2026-07-01T10:00:00.000Z'],
    ['Europe/Lisbon', '2026-12-01', '11:00', '2026-12-01T11:00:00.000Z'],
    ['America/New_York', '2026-10-31', '15:00', '2026-10-31T19:00:00.000Z'],
    ['America/New_York', '2026-11-01', '15:00', '2026-11-01T20:00:00.000Z'],
    // Clocks go forward at 01:00 in Lisbon and at 02:00 in New York: these times never come.
    ['Europe/Lisbon', '2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    // They go back at 02:00: these come twice.
    ['Europe/Lisbon', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
  ])('%s, %s %s', (timeZone, date, time, expected) => {
    expect(localInstant(date, time, timeZone).toISOString()).toBe(expected);
  });

  test('a night in which clocks change is an hour shorter or longer, and still one night', () => {
    const night = (from: string, zone: string) =>
      (localInstant(addDays(from, 1), '15:00', zone).getTime() - localInstant(from, '15:00', zone).getTime()) / HOUR;
    expect(night('2026-03-28', 'Europe/Lisbon')).toBe(23);
    expect(night('2026-10-31', 'America/New_York')).toBe(25);
    expect(night('2026-10-31', 'America/Sao_Paulo')).toBe(24);
  });

  test('is what the wall shows then, outside the hours that never come', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 365 * 3 });
    const zone = fc.constantFrom('America/Sao_Paulo', 'Europe/Lisbon', 'America/New_York');
    fc.assert(
      fc.property(minute, zone, (after, timeZone) => {
        const shown = localTime(new Date(Date.parse('2025-01-01T00:00:00.000Z') + after * 60_000), timeZone);
        const again = localTime(localInstant(shown.date, shown.time, timeZone), timeZone);
        expect(again).toEqual(shown);
      }),
      { numRuns: 300 },
    );
  });
});
