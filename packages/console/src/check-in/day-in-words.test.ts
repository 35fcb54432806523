import { expect, test } from 'vitest';
import { dayInWords } from './day-in-words.ts';

test.each([
  ['en-GB', /^Wednesday,? 2 December$/],
  ['pt-BR', /^quarta-feira, 2 de dezembro$/],
  ['es', /^miércoles, 2 de diciembre$/],
])('in %s a day is said in words', (locale, words) => {
  expect(dayInWords('2026-12-02', locale)).toMatch(words);
});
