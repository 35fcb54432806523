import { DomainError } from '@bos/kernel/errors';
import type { Role } from '@bos/kernel/role';
import { beyondGrant } from './grants.ts';

/** Who changes somebody's rights, and what they are themselves: read from their membership. */
export interface Granter {
  readonly userId: string;
  readonly roles: readonly string[];
}

/** Throws ROLE_BEYOND_YOURS when one of these roles is not theirs to give or to take away. */
export function assertMayGrant(granter: Granter, roles: readonly Role[]): void {
  const beyond = beyondGrant(granter.roles, roles);
  if (beyond.length === 0) return;
  throw new DomainError('forbidden', 'ROLE_BEYOND_YOURS', `Not yours to give or take away: ${beyond.join(', ')}.`);
}

/** Throws OWN_RIGHTS: nobody decides about themselves. */
export function assertNotOneself({ userId }: Granter, other: string): void {
  if (userId === other) throw new DomainError('forbidden', 'OWN_RIGHTS', 'Nobody decides about their own rights.');
}
