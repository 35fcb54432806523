import { isDeepStrictEqual } from 'node:util';
import { auditRecord } from '@bos/governance/audit/audit-record';
import type { AuditActor } from '@bos/kernel/audit-fact';
import type { WriteOperation } from '@bos/table/write';
import type { Reservation } from './reservation.ts';

/** Who changes a reservation, and by what it came. */
export interface ChangeAuthor {
  readonly actor: AuditActor;
  readonly requestId?: string;
  readonly missionId?: string;
}

interface ReservationChange {
  readonly before: Reservation | undefined;
  readonly after: Reservation;
  /** Whether names, telephones or wishes were given anew. */
  readonly guestsGiven: boolean;
  readonly by: ChangeAuthor;
  readonly at: Date;
}

/** Who may be where, and when. At what hour somebody means to come is no right. */
const ACCOUNTED = ['status', 'unitId', 'checkIn', 'checkOut', 'checkInTime', 'checkOutTime', 'guestIds'] as const;

/** The record of a change that has to be accounted for: names of fields and statuses, nothing of the guests. */
export function reservationAudit({ before, after, guestsGiven, by, at }: ReservationChange): WriteOperation[] {
  const fields = ACCOUNTED.filter((field) => !isDeepStrictEqual(before?.[field], after[field]));
  const changed = [...fields.filter((field) => field !== 'guestIds'), ...(guestsGiven ? ['guests'] : [])];
  if (changed.length === 0) return [];
  return [
    auditRecord({
      buildingId: after.buildingId,
      ...by,
      action: 'reservation.changed',
      resource: { type: 'reservation', id: after.reservationId },
      changed,
      values: {
        source: after.source,
        status: after.status,
        ...(before !== undefined && before.status !== after.status && { from: before.status }),
      },
      at,
    }),
  ];
}
