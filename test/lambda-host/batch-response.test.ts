import { describe, expect, test } from 'vitest';
import { failedItems } from './batch-response.ts';

const BATCH = ['a', 'b', 'c'];
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

describe('the report of a batch', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an empty list', { batchItemFailures: [] }],
    ['no list', { batchItemFailures: null }],
  ])('with %s is a success', (_, response) => expect(failedItems(response, BATCH)).toEqual([]));

  test('names what failed, in the order of the batch', () => {
    expect(failedItems(failures('c', 'b', 'c'), BATCH)).toEqual(['b', 'c']);
  });

  test.each([
    ['an empty identifier', failures('')],
    ['no identifier', failures(null)],
    ['a number', failures(1)],
    ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }],
    ['an unknown item', failures('b', 'z')],
    ['a misspelt list', { batchItemFailure: [] }],
    ['something that is no list', { batchItemFailures: 'a' }],
    ['words', 'ok'],
  ])('with %s fails everything', (_, response) => expect(failedItems(response, BATCH)).toEqual(BATCH));
});
