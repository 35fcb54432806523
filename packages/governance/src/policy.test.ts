import { ROLES } from '@bos/kernel/role';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';
import { authorise, decide, ownOnly } from './policy.ts';

/** The policy as people read and review it. A change of rights is a change of this table. */
const EXPECTED = `
| permission              | admin | manager | front_desk | concierge | housekeeping | maintenance | developer | viewer | resident | owner | guest | provider |
| buildings:read          | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| buildings:update        | x     | x       |            |           |              |             |           |        |          |       |       |          |
| vendors:read            | x     | x       | x          | x         |              | x           |           |        |          |       |       |          |
| units:read              | x     | x       | x          | x         | x            | x           | x         | x      |          |       |       |          |
| units:update            | x     | x       |            |           |              |             |           |        |          |       |       |          |
| people:read             | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| people:register         | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| people:update           | x     | x       |            |           |              |             |           |        |          |       |       |          |
| people:export           | x     | x       |            |           |              |             |           |        |          |       |       |          |
| people:erase            | x     | x       |            |           |              |             |           |        |          |       |       |          |
| conversations:read      | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| conversations:reply     | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| conversations:take_over | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| messages:read           | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| missions:read           | x     | x       | x          | x         |              |             | x         | x      |          |       |       |          |
| missions:read_own       | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     |          |
| missions:cancel         | x     | x       | x          |           |              |             |           |        |          |       |       |          |
| approvals:decide        | x     | x       | x          |           |              |             |           |        |          |       |       |          |
| tickets:read            | x     | x       | x          | x         | x            | x           |           | x      |          |       |       |          |
| tickets:read_own        | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| tickets:open            | x     | x       | x          | x         | x            | x           |           |        | x        | x     | x     |          |
| tickets:update          | x     | x       | x          | x         | x            | x           |           |        |          |       |       |          |
| tickets:close           | x     | x       | x          | x         | x            | x           |           |        |          |       |       |          |
| tickets:assign          | x     | x       | x          |           |              |             |           |        |          |       |       |          |
| tasks:read              | x     | x       | x          | x         | x            | x           |           |        |          |       |       |          |
| tasks:work              | x     | x       | x          | x         | x            | x           |           |        |          |       |       |          |
| tasks:manage            | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| notifications:read_own  | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| devices:read            | x     | x       | x          | x         |              | x           | x         | x      |          |       |       |          |
| devices:configure       | x     | x       |            |           |              |             |           |        |          |       |       |          |
| devices:command         | x     | x       | x          | x         | x            | x           |           |        | x        | x     | x     |          |
| devices:simulate        | x     | x       |            |           |              |             |           |        |          |       |       |          |
| doors:open_common       | x     | x       | x          | x         | x            | x           |           |        | x        | x     | x     |          |
| doors:open_own_unit     | x     | x       |            |           |              |             |           |        | x        | x     | x     |          |
| doors:open_any          | x     | x       |            |           |              |             |           |        |          |       |       |          |
| elevators:call          | x     | x       | x          | x         | x            | x           |           |        | x        | x     | x     |          |
| credentials:read        | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| credentials:read_own    | x     | x       | x          | x         | x            | x           | x         | x      | x        | x     | x     | x        |
| credentials:issue       | x     | x       |            |           |              |             |           |        |          |       |       |          |
| credentials:revoke      | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| visitors:read           | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| visitors:read_own       | x     | x       | x          | x         |              |             |           |        | x        | x     | x     |          |
| visitors:announce       | x     | x       | x          | x         |              |             |           |        | x        | x     |       |          |
| visitors:update         | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| parcels:read            | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| parcels:read_own        | x     | x       | x          | x         |              |             |           |        | x        | x     | x     |          |
| parcels:update          | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| days:read               | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| access_log:read         | x     | x       | x          |           |              |             |           |        |          |       |       |          |
| reservations:read       | x     | x       | x          | x         | x            |             |           |        |          |       |       |          |
| reservations:manage     | x     | x       | x          | x         |              |             |           |        |          |       |       |          |
| queues:read             | x     |         |            |           |              |             | x         |        |          |       |       |          |
| audit:read              | x     | x       |            |           |              |             |           |        |          |       |       |          |
`;

const [heading = [], ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
const roles = heading.slice(1);
const cells = rows.flatMap(([permission = '', ...marks]) =>
  roles.map((role, column) => ({ role, permission, allowed: marks[column] === 'x' })),
);

describe('decide', () => {
  test('the table names every role and every permission once', () => {
    expect(roles).toEqual([...ROLES]);
    expect(rows.map(([permission]) => permission)).toEqual([...PERMISSIONS]);
  });

  test.each(cells)('$role, $permission: $allowed', ({ role, permission, allowed }) => {
    expect(decide([role], permission).allowed).toBe(allowed);
  });

  test('says which role allows', () => {
    expect(decide(['resident', 'maintenance'], 'tickets:close')).toEqual({
      allowed: true,
      reason: 'The role maintenance has tickets:close.',
      by: 'maintenance',
    });
  });

  test('says who could when it denies', () => {
    expect(decide(['resident', 'guest'], 'doors:open_any')).toEqual({
      allowed: false,
      reason: 'No role among resident, guest has doors:open_any; roles that have it: admin, manager.',
    });
  });

  test('denies without a role, whatever is asked', () => {
    expect(decide([], 'buildings:read')).toEqual({
      allowed: false,
      reason: 'The person has no role in this building.',
    });
  });

  test.each(['janitor', 'ADMIN', 'constructor', '__proto__', ''])('the unknown role "%s" adds nothing', (role) => {
    expect(decide([role], 'buildings:read').allowed).toBe(false);
    expect(decide([role, 'viewer'], 'buildings:read').by).toBe('viewer');
  });

  test.each(['doors:fly', 'tickets', '*', '*:*', 'tickets:*', ''])(
    'nobody, not even an admin, has "%s"',
    (permission) => {
      expect(decide(['admin'], permission)).toEqual({ allowed: false, reason: `${permission} is not a permission.` });
    },
  );

  test('roles add up and never take away', () => {
    for (const { permission } of cells)
      for (const role of roles)
        if (decide([role], permission).allowed) expect(decide(['provider', role], permission).allowed).toBe(true);
  });
});

test('every `_own` permission comes with the wider one, so that the wider one is never less', () => {
  for (const { role, permission, allowed } of cells) {
    const own = `${permission}_own`;
    if (allowed && PERMISSIONS.some((known) => known === own)) expect(decide([role], own).allowed).toBe(true);
  }
});

test('ownOnly tells those who see everything from those who see what is theirs', () => {
  expect(ownOnly(['resident'], 'tickets:read')).toBe(true);
  expect(ownOnly(['resident', 'manager'], 'tickets:read')).toBe(false);
});

test('authorise is the decision alone', () => {
  expect(authorise(['manager'], 'tickets:close')).toBe(true);
  expect(authorise(['guest'], 'tickets:close')).toBe(false);
});
