import { DomainError, isDomainError, notFound } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { replace, type WriteOperation } from '@bos/table/write';
import { assertMayGrant, assertNotOneself, type Granter } from '../memberships/assert-may-grant.ts';
import { isInForce, type Membership, membershipEntity } from '../memberships/membership.ts';
import {
  type ChangeOfRights,
  type MembershipDependencies,
  replaceMembership,
} from '../memberships/write-membership.ts';
import { REQUEST_TRANSITIONS, type VerificationRequest, verificationRequestEntity } from './verification-request.ts';

/** What somebody is let be. */
export type Grant = Pick<Membership, 'roles' | 'unitIds' | 'validUntil' | 'displayName'>;

export interface DecideRequestCommand {
  readonly buildingId: string;
  readonly requestId: string;
  /** Undefined: no. */
  readonly grant?: Grant;
  readonly granter: Granter;
  readonly changedBy: ChangeOfRights;
}

const refused = (code: string, text: string) => new DomainError('conflict', code, text);

/** Throws PERSON_NOT_FOUND, and VERIFICATION_NEEDLESS when they have come by rights in another way. */
async function grantWrites(
  deps: MembershipDependencies,
  { buildingId, userId }: VerificationRequest,
  grant: Grant,
  changedBy: ChangeOfRights,
): Promise<WriteOperation[]> {
  const membership = await deps.table.get(membershipEntity, { buildingId, userId });
  if (membership === undefined) throw notFound('person', userId);
  if (membership.mergedInto !== undefined || membership.status === 'suspended' || isInForce(membership, changedBy.at)) {
    throw refused('VERIFICATION_NEEDLESS', `${userId} is ${membership.status} meanwhile.`);
  }
  const { validFrom: _from, validUntil: _until, ...rest } = membership;
  return replaceMembership(deps, membership, { ...rest, ...grant, status: 'active' }, changedBy);
}

/**
 * Says who somebody is who wrote, by giving them rights in their own name, or that nobody knows. The same answer again
 * changes nothing. Throws VERIFICATION_REQUEST_NOT_FOUND, VERIFICATION_REQUEST_TRANSITION_REFUSED, VERIFICATION_EXPIRED,
 * VERIFICATION_NEEDLESS, OWN_RIGHTS, ROLE_BEYOND_YOURS and VERIFICATION_CHANGED_MEANWHILE.
 */
export async function decideVerification(
  deps: MembershipDependencies,
  { buildingId, requestId, grant, granter, changedBy }: DecideRequestCommand,
): Promise<Stored<VerificationRequest>> {
  const request = await deps.table.get(verificationRequestEntity, { buildingId, requestId });
  if (request === undefined) throw notFound('verification request', requestId);
  assertNotOneself(granter, request.userId);
  assertMayGrant(granter, grant?.roles ?? []);
  const status = grant === undefined ? 'refused' : 'approved';
  if (request.status === status) return request;
  assertMove(REQUEST_TRANSITIONS, 'verification_request', request.status, status);
  const { audit, actor, requestId: by, at } = changedBy;
  const time = at.toISOString();
  if (request.expiresAt <= time) throw refused('VERIFICATION_EXPIRED', `Request ${requestId} has expired.`);
  const after: VerificationRequest = { ...request, status, decidedBy: granter.userId, decidedAt: time };
  try {
    await deps.table.write([
      replace(verificationRequestEntity, request, after),
      ...(grant === undefined ? [] : await grantWrites(deps, request, grant, changedBy)),
      audit({
        buildingId,
        actor,
        action: 'person.verification_decided',
        resource: { type: 'person', id: request.userId },
        ...(by !== undefined && { requestId: by }),
        values: { status },
        at,
      }),
    ]);
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    throw new DomainError('conflict', 'VERIFICATION_CHANGED_MEANWHILE', `Request ${requestId} changed meanwhile.`, {
      cause: error,
    });
  }
  const { version, createdAt } = request;
  return { ...after, version: version + 1, createdAt, updatedAt: time };
}
