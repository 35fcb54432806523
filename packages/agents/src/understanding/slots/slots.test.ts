import { describe, expect, test } from 'vitest';
import { tokenise } from '../text/tokens.ts';
import { isNumberWord, timeRoles } from './dates-times.ts';
import { personRoles } from './people.ts';
import { bestSpan, LONGEST_SPAN } from './span-tagger.ts';
import { comparableValue, trimStart } from './trim-span.ts';
import { placeRoles } from './units-floors.ts';

describe('what words tell', () => {
  test('days, parts of the day and hours are known in three languages', () => {
    for (const word of ['sabado', 'viernes', 'monday']) expect(timeRoles(word)).toContain('day');
    for (const word of ['manha', 'noche', 'evening']) expect(timeRoles(word)).toContain('daypart');
    expect(timeRoles('toalha')).toEqual([]);
    expect(isNumberWord('ocho')).toBe(true);
  });

  test('floors and flats', () => {
    const roles = (text: string) => tokenise(text).map(placeRoles);
    expect(roles('andar 7')).toEqual([['floor-word'], ['short-number']]);
    expect(roles('apto 1203')).toEqual([['unit-word'], ['unit-number']]);
    expect(roles('térreo')).toEqual([['ground']]);
  });

  test('people', () => {
    expect(personRoles('sogra')).toEqual(['kin']);
    expect(personRoles('motoboy')).toEqual(['caller']);
  });
});

describe('values', () => {
  test.each([
    ['às 15h', 'a las 15h', '15h'],
    ['The spare key', 'spare key', 'spare key'],
    ['o', 'o', 'o'],
  ])('%s and %s are compared as %s', (a, b, value) => {
    expect(comparableValue(a)).toBe(value);
    expect(comparableValue(b)).toBe(value);
  });

  test('leading articles are cut, but never the whole value', () => {
    expect(trimStart(tokenise('the key'), 0, 2)).toBe(1);
    expect(trimStart(tokenise('the'), 0, 1)).toBe(0);
  });
});

describe('finding a value', () => {
  const lengths = new Float32Array(LONGEST_SPAN + 1);
  const scores = (...rows: number[][]) => rows.map((row) => Float32Array.from(row));

  test('the best run of tokens is found', () => {
    expect(bestSpan(scores([0, 2, 0, 0], [-1, 1, 1, -1], [0, 0, 2, 0]), lengths, 0)).toMatchObject({
      start: 1,
      end: 3,
    });
  });

  test('there is none when no run speaks for itself', () => {
    expect(bestSpan(scores([-1, -1], [-1, -1], [-1, -1]), lengths, 0)).toBeUndefined();
  });
});
