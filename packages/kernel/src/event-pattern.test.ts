import { describe, expect, test } from 'vitest';
import { type EventPattern, matchesPattern, passesFilter } from './event-pattern.ts';

const event = { source: 'table', detail: { state: 'received', tags: ['a', 'b'], count: 1 } };

describe('a pattern', () => {
  test.each<[string, EventPattern]>([
    ['the value', { detail: { state: ['received'] } }],
    ['one of the values', { detail: { state: ['queued', 'received'] } }],
    ['every field', { source: ['table'], detail: { state: ['received'] } }],
    ['one value of a list', { detail: { tags: ['b', 'c'] } }],
    ['no condition at all', {}],
  ])('matches by %s', (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });

  test.each<[string, EventPattern]>([
    ['another value', { detail: { state: ['queued'] } }],
    ['other letters', { detail: { state: ['Received'] } }],
    ['a number of the same spelling', { detail: { count: ['1'] } }],
    ['a field that is missing', { detail: { status: ['received'] } }],
    ['an object that is missing', { before: { state: ['received'] } }],
    ['a text where an object should be', { source: { state: ['received'] } }],
    ['one field that differs', { source: ['queue'], detail: { state: ['received'] } }],
    ['an empty list of values', { source: [] }],
  ])('does not match by %s', (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });
});

describe('a filter', () => {
  test('lets through what one of its patterns matches', () => {
    const patterns = [{ source: ['queue'] }, { detail: { state: ['received'] } }];
    expect(passesFilter(patterns, event)).toBe(true);
    expect(passesFilter(patterns, { source: 'table' })).toBe(false);
  });

  test('without patterns lets everything through', () => {
    expect(passesFilter([], event)).toBe(true);
  });
});
