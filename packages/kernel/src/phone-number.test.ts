import { describe, expect, test } from 'vitest';
import { normalisePhone } from './phone-number.ts';

describe('a telephone number', () => {
  test.each([
    ['+55 (11) 90000-0301', '5511900000301'],
    ['5511900000301', '5511900000301'],
    ['558500000144', '5585900000144'],
    ['551188887777', '5511988887777'],
    ['551133334444', '551133334444'],
    ['5491100000302', '5491100000302'],
    ['541100000302', '5491100000302'],
    ['+1 202 555 0130', '12025550130'],
  ])('%s is written %s', (text, normal) => {
    expect(normalisePhone(text)).toBe(normal);
  });

  test.each(['', 'maria', '123', '0011900000301', '1234567890123456'])('%j is none', (text) => {
    expect(normalisePhone(text)).toBeUndefined();
  });
});
