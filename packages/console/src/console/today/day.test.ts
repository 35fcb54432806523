import { addDays } from '@bos/kernel/calendar-date';
import { describe, expect, test } from 'vitest';
import { dayAt, dayOr, dayText } from './day.ts';

describe('a day of the desk', () => {
  test('is the building’s, not the browser’s', () => {
    const at = new Date('2026-11-23T01:30:00.000Z');
    expect(dayAt(at, 'America/Sao_Paulo')).toBe('2026-11-22');
    expect(dayAt(at, 'Europe/Madrid')).toBe('2026-11-23');
  });

  test.each([
    ['2026-11-30', 1, '2026-12-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2028-02-28', 1, '2028-02-29'],
  ])('%s and %i is %s', (date, days, other) => {
    expect(addDays(date, days)).toBe(other);
  });

  test.each([
    ['2026-11-24', '2026-11-24'],
    [undefined, '2026-11-22'],
    ['2026-02-30', '2026-11-22'],
    ['tomorrow', '2026-11-22'],
  ])('%s in the address is %s', (text, date) => {
    expect(dayOr(text, '2026-11-22')).toBe(date);
  });

  test('is said as people say it', () => {
    expect(dayText('2026-11-23', 'en-GB')).toBe('Monday 23 November');
    expect(dayText('2026-11-23', 'pt-BR')).toBe('Segunda-feira, 23 de novembro');
    expect(dayText('2026-11-23', 'es')).toBe('Lunes, 23 de noviembre');
  });
});
