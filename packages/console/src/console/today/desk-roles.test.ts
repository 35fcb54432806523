import { decide } from '@bos/governance/policy';
import { ROLES } from '@bos/kernel/role';
import { expect, test } from 'vitest';
import { seesTheDay, worksAtDesk } from './desk-roles.ts';

test.each(ROLES)('%s sees the day in the console exactly if the policy says so', (role) => {
  expect(seesTheDay([role])).toBe(decide([role], 'days:read').allowed);
});

test('who works at the desk sees the day', () => {
  expect(ROLES.filter((role) => worksAtDesk([role]) && !seesTheDay([role]))).toEqual([]);
});
