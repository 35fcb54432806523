import { describe, expect, test } from 'vitest';
import { readSpokenTime } from './spoken-time.ts';

/** A Sunday. */
const now = { date: '2026-11-22', time: '12:10', language: 'pt' } as const;

describe('what people say about a time', () => {
  test.each([
    ['amanha umas 10 da manha', { date: '2026-11-23', time: '10:00' }],
    ['sete e meia da noite', { time: '19:30' }],
    ['depois da meia noite', { time: '23:59' }],
    ['uns 40 min', { date: '2026-11-22', time: '12:50' }],
    ['in 2 hrs', { date: '2026-11-22', time: '14:10' }],
    ['6am', { time: '06:00' }],
    ['9:15pm', { time: '21:15' }],
    ['Saturday about noon', { date: '2026-11-28', time: '12:00' }],
    ['hoy tipo 11 de la noche', { date: '2026-11-22', time: '23:00' }],
    ['a las 7:40', { time: '07:40' }],
    ['as 14h', { time: '14:00' }],
    ['domingo', { date: '2026-11-22' }],
    ['amanhã bem cedinho, tipo 5h', { date: '2026-11-23', time: '05:00' }],
    ['umas 16h', { time: '16:00' }],
    ['now', { date: '2026-11-22', time: '12:10' }],
    ['tmrw around 2pm', { date: '2026-11-23', time: '14:00' }],
    ['4am Thursday', { date: '2026-11-26', time: '04:00' }],
    ['mañana 6 am', { date: '2026-11-23', time: '06:00' }],
    ['mañana por la tarde, a las 5', { date: '2026-11-23', time: '17:00' }],
    ['domingo tipo 15hs', { date: '2026-11-22', time: '15:00' }],
    ['a la 1 y media', { time: '13:30' }],
    ['at 4', { time: '16:00' }],
    ['ao meio-dia', { time: '12:00' }],
    ['às 19h30', { time: '19:30' }],
    ['depois de amanhã', { date: '2026-11-24' }],
    ['pasado mañana', { date: '2026-11-24' }],
    ['sexta às 20h', { date: '2026-11-27', time: '20:00' }],
  ])('%s', (words, expected) => {
    expect(readSpokenTime(words, now)).toEqual(expected);
  });

  test.each([
    ['mais 2 noites', { nights: 2 }],
    ['one more nigth', { nights: 1 }],
    ['un dia mas', { nights: 1 }],
    ['mais uma semana', { nights: 7 }],
    ['mais um mês', { months: 1 }],
    ['dia 27', { date: '2026-11-27' }],
    ['Oct 31', { date: '2027-10-31' }],
    ['12th', { date: '2026-12-12' }],
    ['15 de marzo', { date: '2027-03-15' }],
    ['10', { date: '2026-12-10' }],
    ['27/11', { date: '2026-11-27' }],
    ['2026-12-01', { date: '2026-12-01' }],
    ['30/02', {}],
    ['até segunda', { date: '2026-11-30' }],
    ['sábado', { date: '2026-11-28' }],
    ['rest of the week', {}],
    ['', {}],
  ])('until when: %s', (words, expected) => {
    expect(readSpokenTime(words, { ...now, from: '2026-11-24', lone: 'day' })).toEqual(expected);
  });

  test('3/4 is two days to who writes English, and one to others', () => {
    expect(readSpokenTime('3/4', { ...now, language: 'en' })).toEqual({});
    expect(readSpokenTime('11/27', { ...now, language: 'en' })).toEqual({ date: '2026-11-27' });
    expect(readSpokenTime('3/4', now)).toEqual({ date: '2027-04-03' });
  });
});
