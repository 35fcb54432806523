import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderKey, renderKeyPrefix, renderSparseKey } from './key-template.ts';

const part = fc.string({ minLength: 1 }).filter((text) => !text.includes('#'));

describe('key templates', () => {
  test('two different sets of parts never give one key', async () => {
    const template = 'BUILDING#{a}#UNIT#{b}';
    await fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const same = a === c && b === d;
        expect(renderKey(template, { a, b }) === renderKey(template, { a: c, b: d })).toBe(same);
      }),
    );
  });

  test('refuses a part that is missing, empty or holds the separator', () => {
    expect(() => renderKey('UNIT#{n}', {})).toThrow('n is missing');
    expect(() => renderKey('UNIT#{n}', { n: '' })).toThrow('n is missing');
    expect(() => renderKey('UNIT#{n}', { n: '1#2' })).toThrow('holds "#"');
  });

  test('renders as far as the parts are known for ranges, and nothing for a sparse index', () => {
    expect(renderKeyPrefix('{state}#{at}#{id}', { state: 'open' })).toBe('open#');
    expect(renderSparseKey('{state}#{at}', { state: 'open' })).toBeUndefined();
  });
});
