import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findReferences, literal, resolveReferences } from './references.ts';

const outputs = new Map([['s1', { ticketId: 't1', place: { floor: 3 } }]]);

describe('references', () => {
  test('are found at any depth', () => {
    const input = { a: '$steps.s1.output.ticketId', b: [{ c: '$steps.s2.output.x.y' }], d: 'text', e: 4 };
    expect(findReferences(input)).toEqual([
      { at: ['a'], reference: { stepId: 's1', path: ['ticketId'] } },
      { at: ['b', '0', 'c'], reference: { stepId: 's2', path: ['x', 'y'] } },
    ]);
  });

  test.each(['$steps.s1', '$steps.s1.input.a', '$steps.s1.output', '$steps.s0.output.a', '$steps.s1.output.a b'])(
    '"%s" begins like one and is none',
    (text) => {
      expect(findReferences({ a: text })).toEqual([{ at: ['a'], reference: undefined }]);
    },
  );

  test('are replaced by what stands there, in its own type', () => {
    const input = { id: '$steps.s1.output.ticketId', list: ['$steps.s1.output.place.floor'], same: true };
    expect(resolveReferences(input, outputs)).toEqual({ id: 't1', list: [3], same: true });
  });

  test.each(['$steps.s2.output.ticketId', '$steps.s1.output.nothing', '$steps.s1.output.ticketId.length'])(
    'to nothing (%s) are an error, never empty',
    (text) => {
      expect(() => resolveReferences({ a: text }, outputs)).toThrow('Nothing stands at');
    },
  );

  test.each(['$steps.s1.output.ticketId', '$$steps.s1.output.ticketId', '$5', '$steps', ''])(
    'what somebody wrote is never one: "%s"',
    (text) => {
      expect(findReferences({ a: literal(text) })).toEqual([]);
      expect(resolveReferences({ a: literal(text) }, outputs)).toEqual({ a: text });
    },
  );

  test('any text survives being marked and resolved', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((tail) => `$steps.${tail}`),
      fc.string().map((t) => `$$${t}`),
    );
    fc.assert(fc.property(texts, (text) => resolveReferences(literal(text), outputs) === text));
  });
});
