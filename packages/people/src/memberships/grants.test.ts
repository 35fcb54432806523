import { ROLES } from '@bos/kernel/role';
import { describe, expect, test } from 'vitest';
import { beyondGrant } from './grants.ts';

/** Who may give which role, as people read and review it. */
const EXPECTED = `
| gives        | admin | manager | front_desk | concierge | housekeeping | maintenance | developer | viewer | resident | owner | guest | provider |
| admin        | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| manager      |       | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| front_desk   |       |         |            |           |              |             |           |        | x        | x     | x     | x        |
| concierge    |       |         |            |           |              |             |           |        |          |       | x     |          |
| housekeeping |       |         |            |           |              |             |           |        |          |       |       |          |
| maintenance  |       |         |            |           |              |             |           |        |          |       |       |          |
| developer    |       |         |            |           |              |             |           |        |          |       |       |          |
| viewer       |       |         |            |           |              |             |           |        |          |       |       |          |
| resident     |       |         |            |           |              |             |           |        |          |       |       |          |
| owner        |       |         |            |           |              |             |           |        |          |       |       |          |
| guest        |       |         |            |           |              |             |           |        |          |       |       |          |
| provider     |       |         |            |           |              |             |           |        |          |       |       |          |
`;

const [, ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

describe('who grants which role', () => {
  test.each(rows.map(([granter = '', ...marks]) => ({ granter, marks })))('$granter', ({ granter, marks }) => {
    const given = ROLES.filter((role) => beyondGrant([granter], [role]).length === 0);
    expect(given).toEqual(ROLES.filter((_role, column) => marks[column] === 'x'));
  });

  test('the table names every role', () => {
    expect(rows.map(([granter]) => granter)).toEqual([...ROLES]);
  });

  test('several roles of one’s own add up, and one that is not theirs spoils the rest', () => {
    expect(beyondGrant(['resident', 'concierge'], ['guest'])).toEqual([]);
    expect(beyondGrant(['concierge', 'front_desk'], ['guest', 'manager', 'resident'])).toEqual(['manager']);
    expect(beyondGrant(['queen'], ['guest'])).toEqual(['guest']);
  });
});
