import { describe, expect, test } from 'vitest';
import { durationText, relativeTime, shortTime } from './time-text.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

describe('a time in words', () => {
  test.each([
    [0.5, 'in 0 minutes'],
    [25, 'in 25 minutes'],
    [-25, '25 minutes ago'],
    [200, 'in 3 hours'],
    [47 * 60, 'in 47 hours'],
    [-72 * 60, '3 days ago'],
  ])('%d minutes away is "%s"', (minutes, text) => {
    expect(relativeTime(after(minutes), now, 'en-GB')).toBe(text);
  });

  test('knows the day by the clock of the building', () => {
    const lateEvening = new Date('2026-11-23T02:30:00.000Z');
    expect(shortTime(lateEvening, now, 'en-GB', 'America/Sao_Paulo')).toBe('23:30');
    expect(shortTime(lateEvening, now, 'en-GB', 'UTC')).toBe('23 Nov');
  });

  test.each([
    [84, '84 ms'],
    [999, '999 ms'],
    [1_234, '1.2 s'],
    [180_000, '3 min'],
    [5_400_000, '1.5 h'],
  ])('%d milliseconds last "%s"', (milliseconds, text) => {
    expect(durationText(milliseconds, 'en-GB')).toBe(text);
  });
});
