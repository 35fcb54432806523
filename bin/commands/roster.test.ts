import { describe, expect, test } from 'vitest';
import { progressBar } from '../local/progress-bar.ts';
import { describePlan } from './roster.ts';

test('a plan is told in words, with every problem by its line', () => {
  const text = describePlan({
    lines: 12,
    units: { create: 3, change: 1, unchanged: 0 },
    people: { create: 10, change: 0, unchanged: 2 },
    problems: [{ line: 5, column: 'phone', rule: 'one telephone number' }],
    changes: [],
  });
  expect(text).toBe(
    [
      '12 lines',
      '             new changed  unchanged',
      'units          3       1          0',
      'people        10       0          2',
      'line 5  phone     one telephone number',
      '',
    ].join('\n'),
  );
});

describe('the progress bar', () => {
  function draw(isTTY: boolean): string[] {
    const written: string[] = [];
    const bar = progressBar({ isTTY, write: (text) => written.push(text) });
    for (let done = 0; done <= 1_000; done++) bar.show(done, 1_000);
    bar.end();
    return written;
  }

  test('is drawn over itself on a terminal, once for each per cent', () => {
    const written = draw(true);
    expect(written).toHaveLength(102);
    expect(written[50]).toBe('\r[###############               ]  50 %  500 of 1000');
    expect(written.at(-1)).toBe('\n');
  });

  test('is a line for each tenth elsewhere', () => {
    expect(draw(false)).toHaveLength(11);
  });
});
