import { expect, test } from 'vitest';
import { readLink } from './link.ts';

test.each([
  ['#demo/01M8.Ab_c-9', { buildingId: 'demo', token: '01M8.Ab_c-9' }],
  ['#demo%2F01M8.Ab', { buildingId: 'demo', token: '01M8.Ab' }],
  ['', undefined],
  ['#', undefined],
  ['#demo', undefined],
  ['#demo/', undefined],
  ['#/01M8.Ab', undefined],
  ['#demo/../me', undefined],
  ['#demo/%zz', undefined],
])('the fragment %j names %j', (fragment, expected) => {
  expect(readLink(fragment)).toEqual(expected);
});
