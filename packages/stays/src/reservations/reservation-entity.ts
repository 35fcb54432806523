import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { calendarDateSchema } from '../calendar/calendar-date.ts';
import { RESERVATION_TRANSITIONS, type Reservation, reservationSchema, settledAtOf } from './reservation.ts';

export const reservationEntity = defineEntity<Reservation>({
  type: 'reservation',
  description: 'A unit taken for some nights.',
  schemaVersion: 1,
  schema: reservationSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'RESERVATION#{reservationId}',
    GSI1PK: 'BUILDING#{buildingId}#UNIT#{unitId}',
    GSI1SK: 'RESERVATION#{checkIn}#{reservationId}',
    GSI2PK: 'BUILDING#{buildingId}#RESERVATION',
    // The day of arrival in two parts, so that a month is one list.
    GSI2SK: '{arrivalMonth}-{arrivalDay}#{reservationId}',
  },
  derived: ({ checkIn }) => ({ arrivalMonth: checkIn.slice(0, 7), arrivalDay: checkIn.slice(8) }),
  states: { field: 'status', moves: RESERVATION_TRANSITIONS },
  retention: { period: 'operation', from: settledAtOf },
});

const confirmationSchema = z.object({
  buildingId: z.string(),
  confirmationNumber: z.string(),
  reservationId: z.string(),
  settledAt: z.string().optional(),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/** Keeps a confirmation number from being given twice in one building. */
export const confirmationEntity = defineEntity<Confirmation>({
  type: 'confirmation',
  description: 'Reserves the confirmation number of a reservation.',
  schemaVersion: 1,
  schema: confirmationSchema,
  keys: { PK: 'BUILDING#{buildingId}#UNIQUE#confirmation#{confirmationNumber}', SK: 'META' },
  retention: { period: 'operation', from: ({ settledAt }) => settledAt },
});

export const guestStaySchema = z.object({
  buildingId: z.string(),
  userId: z.string(),
  reservationId: z.string(),
  unitId: z.string(),
  checkIn: calendarDateSchema,
  checkOut: calendarDateSchema,
  /** Who booked. */
  lead: z.boolean(),
  name: z.string().max(120).optional(),
  phone: z.string().max(20).optional(),
  /** The last four digits, where a channel tells no more. */
  phoneEnding: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  email: z.string().max(254).optional(),
  /** What they asked for. */
  requests: z.string().max(1_000).optional(),
  settledAt: z.string().optional(),
});

/** One person's part in a reservation, sealed with that person's own key: erasing one guest leaves the others. */
export type GuestStay = z.infer<typeof guestStaySchema>;

export const guestStayEntity = defineEntity<GuestStay>({
  type: 'guest_stay',
  description: 'A stay of a guest: who comes with a reservation.',
  schemaVersion: 1,
  schema: guestStaySchema,
  keys: { PK: 'BUILDING#{buildingId}#USER#{userId}', SK: 'RESERVATION#{checkIn}#{reservationId}' },
  personal: {
    fields: ['name', 'phone', 'phoneEnding', 'email', 'requests'],
    scope: ({ buildingId, userId }) => ({ kind: 'membership', buildingId, userId }),
  },
  retention: { period: 'operation', from: ({ settledAt }) => settledAt },
});
