import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import type { WriteOperation } from '@bos/table/write';
import type { Membership } from '../memberships/membership.ts';
import type { ChangeOfRights, MembershipDependencies } from '../memberships/write-membership.ts';
import { countFailure, isLocked, type VerificationAttempts, verificationAttemptsEntity } from './attempts.ts';

/** Somebody without rights in a building who sends something that is to prove who they are. */
export interface Claimant {
  /** As it was read: whoever changes it meanwhile makes the writes below fail, and all is looked at again. */
  readonly membership: Stored<Membership>;
  /** The id of the message that they sent. */
  readonly messageId: string;
  readonly audit: RecordAudit;
  readonly at: Date;
}

/**
 * What came of it, with all that is to be written in one transaction. What was refused is refused in the same words,
 * whatever exists.
 */
export interface Proof {
  readonly outcome: 'verified' | 'refused';
  /** Who the claimant is from now on, where that is another member. */
  readonly isNow?: string;
  readonly writes: readonly WriteOperation[];
}

type Method = 'code' | 'reservation';

export const changeOf = ({ membership, messageId, audit, at }: Claimant): ChangeOfRights => ({
  audit,
  actor: { kind: 'user', id: membership.userId },
  requestId: messageId,
  at,
});

/** The record of one attempt. */
function attemptRecord(claimant: Claimant, method: Method, outcome: 'done' | 'refused'): WriteOperation {
  const { audit, actor, at } = changeOf(claimant);
  const { buildingId, userId } = claimant.membership;
  return audit({
    buildingId,
    actor,
    action: 'person.verification',
    resource: { type: 'person', id: userId },
    outcome,
    requestId: claimant.messageId,
    values: { method },
    at,
  });
}

interface Held {
  readonly writes: readonly WriteOperation[];
  readonly isNow?: string;
}

/** What follows when the proof holds. */
type Attempt = (failures: Stored<VerificationAttempts> | undefined) => Promise<Held | undefined>;

/**
 * One attempt: nothing is looked at while they are locked out, and every failure counts. Somebody whom the staff have
 * suspended proves nothing.
 */
export async function prove(
  { table }: Pick<MembershipDependencies, 'table'>,
  claimant: Claimant,
  method: Method,
  attempt: Attempt,
): Promise<Proof> {
  const { membership, at } = claimant;
  const { buildingId, userId } = membership;
  const attempts = await table.get(verificationAttemptsEntity, { buildingId, userId });
  if (isLocked(attempts, at)) return { outcome: 'refused', writes: [attemptRecord(claimant, method, 'refused')] };
  const held = membership.status === 'suspended' ? undefined : await attempt(attempts);
  if (held !== undefined) {
    return { outcome: 'verified', ...held, writes: [...held.writes, attemptRecord(claimant, method, 'done')] };
  }
  const failure = countFailure(attempts, { buildingId, userId }, at);
  return { outcome: 'refused', writes: [failure, attemptRecord(claimant, method, 'refused')] };
}
