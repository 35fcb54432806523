import type { Role } from '@bos/kernel/role';
import { describe, expect, test } from 'vitest';
import { DOORS, type Door } from './device.ts';
import { type DoorRequester, mayOpenDoor } from './door-rights.ts';

const COMMON = { openCommon: true, openOwnUnit: false, openAny: false };
const OCCUPANT = { openCommon: true, openOwnUnit: true, openAny: false };
const ANY = { openCommon: true, openOwnUnit: true, openAny: true };
const NONE = { openCommon: false, openOwnUnit: false, openAny: false };

const person = (roles: readonly Role[], permissions: DoorRequester['permissions']): DoorRequester => ({
  roles,
  unitIds: ['1203'],
  inForce: true,
  permissions,
});

const WHO: Readonly<Record<string, DoorRequester>> = {
  resident: person(['resident'], OCCUPANT),
  owner: person(['owner'], OCCUPANT),
  guest: person(['guest'], OCCUPANT),
  'front desk': person(['front_desk'], COMMON),
  maintenance: person(['maintenance'], COMMON),
  manager: person(['manager'], ANY),
  provider: person(['provider'], NONE),
  'ended stay': { ...person(['guest'], OCCUPANT), inForce: false },
  'suspended manager': { ...person(['manager'], ANY), inForce: false },
};

/** `unit` is 1203, everybody's own here; `other` is 0704. */
const TABLE = `
| who               | gate | lobby | garage | service | unit | other |
| resident          | x    | x     | x      |         | x    |       |
| owner             | x    | x     | x      |         | x    |       |
| guest             | x    | x     |        |         | x    |       |
| front desk        | x    | x     | x      | x       |      |       |
| maintenance       | x    | x     | x      | x       |      |       |
| manager           | x    | x     | x      | x       | x    | x     |
| provider          |      |       |        |         |      |       |
| ended stay        |      |       |        |         |      |       |
| suspended manager |      |       |        |         |      |       |
`;

const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const [heading = [], ...rows] = TABLE.trim().split('\n').map(cellsOf);
const cases = rows.flatMap(([who = '', ...marks]) =>
  heading.slice(1).map((door, column) => ({ who, door, allowed: marks[column] === 'x' })),
);

describe('mayOpenDoor', () => {
  test('the table names everybody and every door', () => {
    expect(rows.map(([who]) => who)).toEqual(Object.keys(WHO));
    expect(heading.slice(1).toSorted()).toEqual([...DOORS, 'other'].toSorted());
  });

  test.each(cases)('$who, $door: $allowed', ({ who, door, allowed }) => {
    const kind: Door = DOORS.find((known) => known === door) ?? 'unit';
    const target = kind === 'unit' ? { door: kind, unitId: door === 'other' ? '0704' : '1203' } : { door: kind };
    const requester = WHO[who];
    expect(requester && mayOpenDoor(requester, target).allowed).toBe(allowed);
  });

  test('says why', () => {
    const why = (who: string, door: Door, unitId?: string) => {
      const requester = WHO[who];
      const verdict = requester && mayOpenDoor(requester, { door, unitId });
      return verdict?.allowed === false ? verdict.code : 'allowed';
    };
    expect(why('guest', 'garage')).toBe('GARAGE_NOT_FOR_GUESTS');
    expect(why('resident', 'service')).toBe('SERVICE_DOOR_STAFF_ONLY');
    expect(why('resident', 'unit', '0704')).toBe('NOT_YOUR_UNIT');
    expect(why('resident', 'unit')).toBe('NOT_YOUR_UNIT');
    expect(why('ended stay', 'gate')).toBe('NOT_IN_FORCE');
    expect(why('provider', 'gate')).toBe('NOT_ALLOWED');
  });
});
