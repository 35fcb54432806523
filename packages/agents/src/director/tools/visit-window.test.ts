import type { Language } from '@bos/kernel/language';
import { localTime } from '@bos/kernel/time-zone';
import { describe, expect, test } from 'vitest';
import { readVisitWindow } from './visit-window.ts';

const timeZone = 'America/Sao_Paulo';
/** A Sunday, 12:10 in São Paulo. */
const at = new Date('2026-11-22T15:10:00.000Z');

function read(words: string, language: Language = 'pt') {
  const window = readVisitWindow({ words, language, timeZone, at });
  if (typeof window === 'string') return window;
  const shown = (time: Date) => {
    const local = localTime(time, timeZone);
    return `${local.date} ${local.time}`;
  };
  return `${shown(window.expectedAt)} - ${shown(window.until)}`;
}

describe('when somebody is expected', () => {
  test.each<[string, Language, string]>([
    ['amanhã às 20h', 'pt', '2026-11-23 20:00 - 2026-11-23 23:59'],
    ['sábado à tarde', 'pt', '2026-11-28 12:00 - 2026-11-28 19:00'],
    ['amanhã entre 9h e 12h', 'pt', '2026-11-23 09:00 - 2026-11-23 12:00'],
    ['das 14 às 16h de amanhã', 'pt', '2026-11-23 14:00 - 2026-11-23 16:00'],
    ['tomorrow at 7pm', 'en', '2026-11-23 19:00 - 2026-11-23 23:59'],
    ['tomorrow from 2pm to 4pm', 'en', '2026-11-23 14:00 - 2026-11-23 16:00'],
    ['tomorrow between 2 and 4 pm', 'en', '2026-11-23 14:00 - 2026-11-23 16:00'],
    ['tonight', 'en', '2026-11-22 18:00 - 2026-11-22 23:59'],
    ['mañana a las 18', 'es', '2026-11-23 18:00 - 2026-11-23 23:59'],
    ['mañana por la mañana', 'es', '2026-11-23 06:00 - 2026-11-23 13:00'],
    ['now', 'en', '2026-11-22 12:10 - 2026-11-22 23:59'],
    ['amanhã', 'pt', '2026-11-23 00:00 - 2026-11-23 23:59'],
    ['às 23h', 'pt', '2026-11-22 23:00 - 2026-11-23 01:00'],
    // Without a day: today, or tomorrow when the hour is over.
    ['às 20h', 'pt', '2026-11-22 20:00 - 2026-11-22 23:59'],
    ['às 9h', 'pt', '2026-11-23 09:00 - 2026-11-23 23:59'],
  ])('%s', (words, language, expected) => {
    expect(read(words, language)).toBe(expected);
  });

  test.each(['ontem às 20h', 'hoje às 8h', 'yesterday', 'ayer a la noche'])('%s is past', (words) => {
    expect(read(words)).toBe('past');
  });

  test.each(['', 'logo mais', 'um dia desses'])('"%s" says no time', (words) => {
    expect(read(words)).toBe('unsaid');
  });
});
