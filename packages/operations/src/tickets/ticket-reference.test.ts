import { expect, test } from 'vitest';
import { readReference, ticketReference } from './ticket-reference.ts';

test('a reference is six characters that survive being read out, the same for the same ticket', () => {
  expect(ticketReference('t1', 0)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
  expect(ticketReference('t1', 0)).toBe(ticketReference('t1', 0));
  expect(ticketReference('t1', 1)).not.toBe(ticketReference('t1', 0));
  expect(ticketReference('t2', 0)).not.toBe(ticketReference('t1', 0));
});

test.each([
  ['k7p2qx', 'K7P2QX'],
  [' K7P-2QX ', 'K7P2QX'],
  ['OIL123', '011123'],
  ['#', ''],
])('"%s" is read as %s', (text, reference) => {
  expect(readReference(text)).toBe(reference);
});
