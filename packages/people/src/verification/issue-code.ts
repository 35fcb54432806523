import { HOUR, MINUTE } from '@bos/kernel/clock';
import { DomainError, notFound } from '@bos/kernel/errors';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { create, expectVersion } from '@bos/table/write';
import { assertMayGrant, assertNotOneself, type Granter } from '../memberships/assert-may-grant.ts';
import { membershipEntity } from '../memberships/membership.ts';
import type { ChangeOfRights, MembershipDependencies } from '../memberships/write-membership.ts';
import { codeHashes, newVerificationCode, verificationCodeEntity } from './verification-code.ts';

/** In minutes. */
export const CODE_LASTS = { shortest: 10, usual: 60, longest: (24 * HOUR) / MINUTE } as const;

export interface IssueCodeCommand {
  readonly buildingId: string;
  readonly userId: string;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
  readonly minutes: number;
}

export interface IssuedCode {
  /** Shown this once: the table keeps a hash. */
  readonly code: string;
  readonly expiresAt: string;
}

/**
 * Makes a code for a member in force, whose roles the granter could have given. `randomness` gives eight bytes. Throws
 * PERSON_NOT_FOUND, OWN_RIGHTS, ROLE_BEYOND_YOURS, and PERSON_WITHOUT_RIGHTS for somebody whom it could give nothing.
 */
export async function issueVerificationCode(
  deps: MembershipDependencies & { readonly randomness: () => Uint8Array },
  { buildingId, userId, granter, changedBy, minutes }: IssueCodeCommand,
): Promise<IssuedCode> {
  const { table, blindIndex, randomness } = deps;
  const { audit, actor, requestId, at } = changedBy;
  assertNotOneself(granter, userId);
  // A code that is in force already, by chance, is a conflict: the next one is another.
  return retryConflicts(async () => {
    const membership = await table.get(membershipEntity, { buildingId, userId });
    if (membership === undefined) throw notFound('person', userId);
    assertMayGrant(granter, membership.roles);
    if (membership.status !== 'active') {
      throw new DomainError('conflict', 'PERSON_WITHOUT_RIGHTS', `${userId} is ${membership.status}.`);
    }
    const code = newVerificationCode(randomness());
    const [codeHash = ''] = await codeHashes(blindIndex, buildingId, code);
    const expiresAt = new Date(at.getTime() + minutes * MINUTE).toISOString();
    await table.write([
      create(verificationCodeEntity, {
        buildingId,
        codeHash,
        userId,
        roles: membership.roles,
        issuedBy: granter.userId,
        expiresAt,
      }),
      expectVersion(membershipEntity, membership, membership.version),
      audit({
        buildingId,
        actor,
        action: 'person.verification_code_issued',
        resource: { type: 'person', id: userId },
        ...(requestId !== undefined && { requestId }),
        at,
      }),
    ]);
    return { code, expiresAt };
  });
}
