import * as z from 'zod';
import {
  cancellationReasonSchema,
  RESERVATION_STATUSES,
  type Reservation,
  reservationSourceSchema,
} from './reservation.ts';
import type { GuestStay } from './reservation-entity.ts';

export const reservationView = z
  .object({
    id: z.string(),
    confirmationNumber: z.string().describe('What the guest was told.'),
    kind: z.enum(['stay', 'block']),
    status: z.enum(RESERVATION_STATUSES),
    unitId: z.string(),
    checkIn: z.string(),
    checkOut: z.string().describe('The day of departure: no night.'),
    checkInTime: z.string(),
    checkOutTime: z.string(),
    source: reservationSourceSchema,
    externalId: z.string().optional().describe('Its name at the source.'),
    feedId: z.string().optional().describe('The calendar that it came by.'),
    guestIds: z.array(z.string()).describe('Who booked first.'),
    arrivalTime: z.string().optional().describe('When they mean to come, where they told.'),
    bookedAt: z.string(),
    confirmedAt: z.string().optional(),
    arrivedAt: z.string().optional(),
    settledAt: z.string().optional().describe('When it came to its end.'),
    reason: cancellationReasonSchema.optional().describe('Why it was cancelled.'),
    bookedUntil: z.string().optional().describe('Until when it was booked, where the guest left earlier.'),
  })
  .meta({ id: 'Reservation' });

export const guestView = z
  .object({
    id: z.string().describe('The person.'),
    reservationId: z.string(),
    lead: z.boolean().describe('Who booked.'),
    name: z.string().optional(),
    phone: z.string().optional(),
    phoneEnding: z.string().optional().describe('The last four digits, where a channel tells no more.'),
    email: z.string().optional(),
    requests: z.string().optional(),
  })
  .meta({ id: 'ReservationGuest' });

/** Every field that the API shows, from whatever status it is in. */
export function viewReservation({ reservationId, ...reservation }: Reservation): z.infer<typeof reservationView> {
  return reservationView.parse({ id: reservationId, ...reservation });
}

/** `phone` is masked by whoever may not see it whole. */
export function viewGuest({ userId, ...guest }: GuestStay): z.infer<typeof guestView> {
  return guestView.parse({ id: userId, ...guest });
}
