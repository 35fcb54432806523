import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { calendarDateSchema } from '../calendar/calendar-date.ts';
import type { Reservation } from '../reservations/reservation.ts';
import { type CheckInStatus, DOCUMENT_KINDS, DOCUMENT_TYPES, MOST_DOCUMENTS } from './check-in-kinds.ts';

/** Who was refused may send other documents; what was approved stays so. */
export const CHECK_IN_TRANSITIONS: TransitionTable<CheckInStatus> = {
  invited: ['submitted'],
  submitted: ['approved', 'refused'],
  refused: ['submitted'],
  approved: [],
};

const documentSchema = z.object({
  documentId: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  contentType: z.enum(DOCUMENT_TYPES),
});
export type CheckInDocument = z.infer<typeof documentSchema>;

const base = z.object({
  buildingId: z.string(),
  reservationId: z.string(),
  /** Who booked, whose documents these are, and whose key seals what is written about them. */
  userId: z.string(),
  unitId: z.string(),
  checkIn: calendarDateSchema,
  /** The day of departure, or an earlier one on which it came to its end: documents are kept for so long after it. */
  endsOn: calendarDateSchema,
  /** Of the secret of the link. */
  linkHash: z.string(),
  invitedAt: z.string(),
  documents: z.array(documentSchema).max(MOST_DOCUMENTS),
  /** Why the documents were refused, in words for the guest. */
  reason: z.string().min(1).max(500).optional(),
});
const submitted = base.extend({ submittedAt: z.string() });
const reviewed = submitted.extend({ reviewedAt: z.string(), reviewedBy: z.string() });

export const checkInSchema = z.discriminatedUnion('status', [
  base.extend({ status: z.literal('invited') }),
  submitted.extend({ status: z.literal('submitted') }),
  reviewed.extend({ status: z.literal('approved') }),
  reviewed.extend({ status: z.literal('refused'), reason: z.string().min(1).max(500) }),
]);

/** How far a guest has come before the arrival: invited by a link, documents sent, looked at by staff. */
export type CheckIn = z.infer<typeof checkInSchema>;

export const checkInEntity = defineEntity<CheckIn>({
  type: 'check_in',
  description: 'How far a guest has come before the arrival.',
  schemaVersion: 1,
  schema: checkInSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'CHECK_IN#{reservationId}#{userId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'CHECK_IN#{reservationId}',
    GSI2PK: 'BUILDING#{buildingId}#CHECK_IN',
    GSI2SK: '{status}#{endsOn}#{reservationId}',
  },
  states: { field: 'status', moves: CHECK_IN_TRANSITIONS },
  personal: {
    fields: ['reason'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
});

export type CheckInName = Pick<CheckIn, 'buildingId' | 'reservationId' | 'userId'>;

/** What whoever booked is checked in by; undefined where it is not known who comes. */
export function checkInNameOf({ buildingId, reservationId, guestIds }: Reservation): CheckInName | undefined {
  const [userId] = guestIds;
  return userId === undefined ? undefined : { buildingId, reservationId, userId };
}

/** Where a document lies. */
export function documentKey(
  { buildingId, reservationId }: Pick<CheckIn, 'buildingId' | 'reservationId'>,
  documentId: string,
): string {
  return `${buildingId}/check-in/${reservationId}/${documentId}`;
}
