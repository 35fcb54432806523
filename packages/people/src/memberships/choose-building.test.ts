import { describe, expect, test } from 'vitest';
import { chooseBuilding } from './choose-building.ts';
import type { Membership } from './membership.ts';

const at = new Date('2026-11-22T12:00:00Z');
const member = (buildingId: string, more: Partial<Membership> = {}): Membership => ({
  buildingId,
  userId: 'u',
  status: 'active',
  roles: ['resident'],
  unitIds: [],
  ...more,
});
const over = { validUntil: '2026-11-20T12:00:00Z' };

describe('which building a message belongs to', () => {
  test.each([
    ['the only membership', [member('a')], ['a', 'b'], { kind: 'building', buildingId: 'a' }],
    ['memberships elsewhere do not count', [member('a'), member('z')], ['a'], { kind: 'building', buildingId: 'a' }],
    [
      'two in force: the person is asked',
      [member('a'), member('b')],
      ['a', 'b'],
      { kind: 'ask', buildingIds: ['a', 'b'] },
    ],
    [
      'one in force beats one that is over',
      [member('a', over), member('b')],
      ['a', 'b'],
      { kind: 'building', buildingId: 'b' },
    ],
    ['one that is over beats none', [member('a', over)], ['a', 'b'], { kind: 'building', buildingId: 'a' }],
    ['unknown, one building', [], ['a'], { kind: 'stranger', buildingId: 'a' }],
    ['unknown, several buildings', [], ['a', 'b'], { kind: 'ask', buildingIds: ['a', 'b'] }],
    ['a member elsewhere is a stranger here', [member('z')], ['a'], { kind: 'stranger', buildingId: 'a' }],
  ] as const)('%s', (_title, memberships, served, expected) => {
    expect(chooseBuilding(memberships, served, at)).toEqual(expected);
  });
});
