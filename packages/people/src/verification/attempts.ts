import { HOUR } from '@bos/kernel/clock';
import { defineEntity, type Stored } from '@bos/table/entity';
import { create, remove, replace, type WriteOperation } from '@bos/table/write';
import * as z from 'zod';

export const attemptsSchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  /** When, within the hour before the last of them, oldest first. */
  failedAt: z.array(z.string()).min(1),
  /** Until then nothing is looked at. */
  lockedUntil: z.string().optional(),
});

/** How often somebody failed to prove who they are. */
export type VerificationAttempts = z.infer<typeof attemptsSchema>;

export const verificationAttemptsEntity = defineEntity<VerificationAttempts>({
  type: 'verification_attempts',
  description: 'How often somebody failed to prove who they are.',
  schemaVersion: 1,
  schema: attemptsSchema,
  keys: { PK: 'BUILDING#{buildingId}#USER#{userId}', SK: 'VERIFICATION_ATTEMPTS' },
  retention: { period: 'temporary', from: ({ failedAt }) => failedAt.at(-1) },
});

/**
 * Five wrong tries in any hour from one sender, then an hour of silence. Of 100 million codes a building has a few dozen in
 * force: a thousand senders who guess all day hit one with a chance of about one in a hundred, and are heard of in the
 * audit trail long before.
 */
const MOST_FAILURES = 5;
const WINDOW = HOUR;
const LOCK = HOUR;

export function isLocked(attempts: VerificationAttempts | undefined, at: Date): boolean {
  return attempts?.lockedUntil !== undefined && at.getTime() < Date.parse(attempts.lockedUntil);
}

/**
 * The write that counts one more failure. It holds on to the count that was read: of guesses sent at once each is
 * counted, or none is answered.
 */
export function countFailure(
  before: Stored<VerificationAttempts> | undefined,
  { buildingId, userId }: Pick<VerificationAttempts, 'buildingId' | 'userId'>,
  at: Date,
): WriteOperation {
  const recent = before?.failedAt.filter((time) => at.getTime() < Date.parse(time) + WINDOW) ?? [];
  const failedAt = [...recent, at.toISOString()];
  const after: VerificationAttempts = {
    buildingId,
    userId,
    failedAt,
    ...(failedAt.length >= MOST_FAILURES && { lockedUntil: new Date(at.getTime() + LOCK).toISOString() }),
  };
  return before === undefined
    ? create(verificationAttemptsEntity, after)
    : replace(verificationAttemptsEntity, before, after);
}

/** Who has proved who they are begins anew. */
export function forgetFailures(before: Stored<VerificationAttempts> | undefined): WriteOperation[] {
  return before === undefined ? [] : [remove(verificationAttemptsEntity, before)];
}
