import { decide } from '@bos/governance/policy';
import { ROLES, type Role } from '@bos/kernel/role';

/** The roles to which the policy gives at least one of the permissions. */
export function rolesWith(...permissions: readonly string[]): Role[] {
  return ROLES.filter((role) => permissions.some((permission) => decide([role], permission).allowed));
}
