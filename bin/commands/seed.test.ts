import { describe, expect, test } from 'vitest';
import { readSize } from './seed.ts';

describe('bos seed', () => {
  test('is the demo building, or as many buildings as are asked for', () => {
    expect(readSize([])).toBeUndefined();
    expect(readSize(['--scale', '300x150'])).toEqual({ buildings: 300, units: 150 });
  });

  test.each([[['--scale', '300']], [['--scale', '0x10']], [['--scale', '1e9x1']]])(
    '%j is not understood',
    (parameters) => {
      expect(() => readSize(parameters)).toThrow('buildings by units, such as 300x150');
    },
  );
});
