import { decide } from '@bos/governance/policy';
import { ROLES } from '@bos/kernel/role';
import { expect, test } from 'vitest';
import { CONSOLE_RIGHTS, may, worksAtDesk } from './rights.ts';

test.each(CONSOLE_RIGHTS)('the console offers %s to exactly those whom the policy allows it', (right) => {
  for (const role of ROLES) expect(may([role], right), role).toBe(decide([role], right).allowed);
});

test('who works at the desk sees the day', () => {
  expect(ROLES.filter((role) => worksAtDesk([role]) && !may([role], 'days:read'))).toEqual([]);
});
