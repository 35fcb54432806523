import { auditRecord } from '@bos/governance/audit/audit-record';
import { DomainError, notFound } from '@bos/kernel/errors';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import type { ChangeAuthor } from '../reservations/reservation-audit.ts';
import { arrivalFollows } from './arrival-follows.ts';
import { CHECK_IN_TRANSITIONS, type CheckIn, type CheckInName, checkInEntity } from './check-in.ts';

export interface ReviewCommand extends CheckInName {
  readonly decision: { readonly status: 'approved' } | { readonly status: 'refused'; readonly reason: string };
  /** The version of what was looked at: other documents may have come since. */
  readonly expectedVersion: number;
  readonly by: ChangeAuthor;
  readonly at: Date;
}

function reviewed(before: Stored<CheckIn>, { decision, by, at }: ReviewCommand): CheckIn {
  assertMove(CHECK_IN_TRANSITIONS, 'check_in', before.status, decision.status);
  if (before.status !== 'submitted') throw new TypeError(`${decision.status} does not follow ${before.status}`);
  const { reason: _former, ...sent } = before;
  return { ...sent, ...decision, reviewedAt: at.toISOString(), reviewedBy: by.actor.id };
}

/**
 * A member of staff approves what a guest has sent, or refuses it with a reason. Throws CHECK_IN_NOT_FOUND,
 * CHECK_IN_TRANSITION_REFUSED, and CHECK_IN_CHANGED_MEANWHILE when it is not at the version that was looked at.
 */
export async function reviewCheckIn(
  { table }: { readonly table: Table },
  command: ReviewCommand,
): Promise<Stored<CheckIn>> {
  const { buildingId, reservationId, userId, decision, expectedVersion, by, at } = command;
  return retryConflicts(async () => {
    const before = await table.get(checkInEntity, { buildingId, reservationId, userId });
    if (before === undefined) throw notFound('check in', reservationId);
    if (before.version !== expectedVersion) {
      const text = `The check-in of ${reservationId} is at version ${before.version}.`;
      throw new DomainError('precondition_failed', 'CHECK_IN_CHANGED_MEANWHILE', text);
    }
    const after = reviewed(before, command);
    const resource = { type: 'reservation', id: reservationId } as const;
    const values = { status: decision.status };
    await table.write([
      replace(checkInEntity, before, after),
      ...(await arrivalFollows(table, after)),
      auditRecord({ buildingId, ...by, action: 'stay.documents_reviewed', resource, values, at }),
    ]);
    const { version, createdAt } = before;
    return { ...after, version: version + 1, createdAt, updatedAt: at.toISOString() };
  });
}
