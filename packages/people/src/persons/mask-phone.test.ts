import { expect, test } from 'vitest';
import { maskPhone } from './mask-phone.ts';

test('shows the last four digits and the length, nothing else', () => {
  expect(maskPhone('5511900000301')).toBe('+*********0301');
  expect(maskPhone('12025550130')).toBe('+*******0130');
});
