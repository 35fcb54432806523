import { expect, test } from 'vitest';
import { describeCounts } from './migrate.ts';

test('a migration is told in a row for each entity and a column for what occurred', () => {
  const counts = { ticket: { current: 3 }, message: { current: 1, rewritten: 12_000 } };
  expect(describeCounts({ counts })).toBe(
    [
      '                         current   rewritten',
      'message                        1       12000',
      'ticket                         3           0',
      '',
    ].join('\n'),
  );
});
