import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deterministicId, timeOfId, ulidSource } from './ids.ts';

describe('ids', () => {
  test('are ULIDs that sort by time', () => {
    let now = 1_795_000_000_000;
    const ids = ulidSource({ now: () => new Date(now++) });
    const made = Array.from({ length: 50 }, () => ids.next());
    expect(made).toEqual(made.toSorted());
    for (const id of made) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  test('carry their time', async () => {
    await fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (at) => {
        expect(timeOfId(deterministicId(at, 'x'))).toEqual(at);
      }),
    );
  });

  test('made from the same parts are the same, and others for parts that only look alike joined', () => {
    const at = new Date(0);
    expect(deterministicId(at, 'a', 'b')).toBe(deterministicId(at, 'a', 'b'));
    expect(deterministicId(at, 'a', 'b')).not.toBe(deterministicId(at, 'ab'));
    expect(deterministicId(at, 'a,b')).not.toBe(deterministicId(at, 'a', 'b'));
  });
});
