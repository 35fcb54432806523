import { expect, test } from 'vitest';
import { byArrival, comingDay, shortDay } from './arrival.ts';

test('who arrives first is looked at first', () => {
  const stays = [
    { checkIn: '2026-12-02', unitId: '0101' },
    { checkIn: '2026-11-30', unitId: '0704' },
    { checkIn: '2026-11-30', unitId: '0302' },
  ];
  expect(byArrival(stays).map(({ unitId }) => unitId)).toEqual(['0302', '0704', '0101']);
});

test.each([
  ['2026-11-22', 'en-GB', 'today'],
  ['2026-11-23', 'pt-BR', 'amanhã'],
  ['2026-12-02', 'es', 'dentro de 10 días'],
  ['2026-11-21', 'en-GB', undefined],
])('%s in %s is %s', (date, locale, text) => {
  expect(comingDay(date, '2026-11-22', locale)).toBe(text);
});

test('a day is short', () => {
  expect(shortDay('2026-11-23', 'en-GB')).toBe('23 Nov');
});
