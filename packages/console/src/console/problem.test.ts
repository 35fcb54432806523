import { ApiError } from '@bos/client/api-error';
import { describe, expect, test } from 'vitest';
import { problemText } from './problem.tsx';
import { TEXTS } from './texts.ts';

const said = (status: number, code = 'X', more: object = {}): string =>
  problemText(new ApiError({ status, code, detail: 'The body breaks 1 rule.', ...more }), TEXTS.en);

describe('a failure in words', () => {
  test('names the rules that were broken', () => {
    expect(said(400, 'INVALID_INPUT', { errors: [{ field: 'text', rule: 'must not be empty' }] })).toBe(
      'The body breaks 1 rule. text: must not be empty',
    );
  });

  test('says what to do', () => {
    expect(said(0, 'UNREACHABLE')).toMatch(/Is it running/);
    expect(said(403)).toMatch(/A manager can change that/);
    expect(said(412)).toMatch(/look again and repeat/);
  });

  test('of a defect gives the number that finds it in the log', () => {
    expect(said(500, 'INTERNAL_ERROR', { requestId: 'r-17' })).toMatch(/r-17$/);
  });
});
