import { expect, test } from 'vitest';
import { LONGEST_REASON, REFUSAL_REASONS, withReason } from './refusal-reasons.ts';

const [blurred, cutOff] = REFUSAL_REASONS.en;

test('a suggestion takes the place of another, in whatever language, and leaves what somebody wrote', () => {
  expect(withReason('', blurred)).toBe(blurred);
  expect(withReason(blurred, cutOff)).toBe(cutOff);
  expect(withReason(REFUSAL_REASONS.pt[0], blurred)).toBe(blurred);
  expect(withReason(`Dear James,\n${blurred}`, cutOff)).toBe(`Dear James,\n${cutOff}`);
  expect(withReason(blurred, blurred)).toBe(blurred);
});

test('a suggestion that has no room is left out', () => {
  const written = 'x'.repeat(LONGEST_REASON - 10);
  expect(withReason(written, blurred)).toBe(written);
});

test('every suggestion is short enough to be a reason', () => {
  for (const reason of Object.values(REFUSAL_REASONS).flat()) expect(reason.length).toBeLessThan(160);
});
