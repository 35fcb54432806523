import type { TransitionTable } from '@bos/kernel/transitions';
import * as z from 'zod';
import { calendarDateSchema, nightsBetween, nightsOf, wallTimeSchema } from '../calendar/calendar-date.ts';

export const RESERVATION_STATUSES = [
  'requested',
  'confirmed',
  'checked_in',
  'checked_out',
  'cancelled',
  'no_show',
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** Who left cannot come back, and who did not come has lost the nights: both book again. */
export const RESERVATION_TRANSITIONS: TransitionTable<ReservationStatus> = {
  requested: ['confirmed', 'cancelled'],
  confirmed: ['checked_in', 'cancelled', 'no_show'],
  checked_in: ['checked_out'],
  checked_out: [],
  cancelled: [],
  no_show: [],
};

export const RESERVATION_SOURCES = ['direct', 'airbnb', 'booking', 'ical', 'pms'] as const;
export const reservationSourceSchema = z.enum(RESERVATION_SOURCES);

export const CANCELLATION_REASONS = ['guest', 'host', 'declined', 'channel'] as const;
export const cancellationReasonSchema = z.enum(CANCELLATION_REASONS);

/** A transaction holds a hundred writes, and a stay is written with its months, its guests and its days. */
export const MOST_NIGHTS = 730;
export const MOST_GUESTS = 16;
/** The latest ones are kept. */
export const MOST_EXTENSIONS = 20;

const base = z.object({
  buildingId: z.string(),
  reservationId: z.string(),
  /** What guests call it: capital letters and digits, unique in the building. */
  confirmationNumber: z.string().regex(/^[A-Z0-9]{4,40}$/, 'must be 4 to 40 capital letters and digits'),
  /** A block keeps a unit free for its owner or for a channel: nobody arrives. */
  kind: z.enum(['stay', 'block']),
  unitId: z.string().min(1).max(20),
  /** Days on the wall of the building. */
  checkIn: calendarDateSchema,
  checkOut: calendarDateSchema,
  /** From when the guest may come, and until when they stay, by the building's own clock. */
  checkInTime: wallTimeSchema,
  checkOutTime: wallTimeSchema,
  source: reservationSourceSchema,
  /** Its name at the source, such as the UID of a calendar's event. */
  externalId: z.string().max(300).optional(),
  /** The calendar that it came by. */
  feedId: z.string().optional(),
  /**
   * Ids of the people who stay, the one who booked first. What is known of them lies with each of them: the id of one who
   * was erased says how many came, and leads to nobody.
   */
  guestIds: z.array(z.string()).max(MOST_GUESTS),
  /** When they mean to come on the day of arrival, where they told. */
  arrivalTime: wallTimeSchema.optional(),
  /** What was asked for by a length and granted, by the key of the request: a repetition is known, and adds no night. */
  extensions: z
    .array(z.object({ key: z.string(), from: calendarDateSchema, checkOut: calendarDateSchema }))
    .max(MOST_EXTENSIONS)
    .optional(),
  bookedAt: z.string(),
});

const requested = base.extend({ status: z.literal('requested') });
const confirmed = base.extend({ status: z.literal('confirmed'), confirmedAt: z.string() });
const checkedIn = confirmed.extend({ status: z.literal('checked_in'), arrivedAt: z.string() });
const checkedOut = checkedIn.extend({
  status: z.literal('checked_out'),
  settledAt: z.string(),
  /** Until when it was booked, where the guest left earlier. */
  bookedUntil: calendarDateSchema.optional(),
});
const cancelled = base.extend({
  status: z.literal('cancelled'),
  settledAt: z.string(),
  reason: cancellationReasonSchema,
  /** Names the request under which it was cancelled: a repetition is known. */
  requestKey: z.string().optional(),
});
const noShow = confirmed.extend({ status: z.literal('no_show'), settledAt: z.string() });

function hasGoodDates({ checkIn, checkOut }: { readonly checkIn: string; readonly checkOut: string }): boolean {
  const nights = nightsBetween(checkIn, checkOut);
  return nights >= 1 && nights <= MOST_NIGHTS;
}

export const reservationSchema = z
  .discriminatedUnion('status', [requested, confirmed, checkedIn, checkedOut, cancelled, noShow])
  .refine(hasGoodDates, { path: ['checkOut'], error: `must be 1 to ${MOST_NIGHTS} nights after checkIn` })
  .refine(({ guestIds }) => new Set(guestIds).size === guestIds.length, { path: ['guestIds'], error: 'each once' })
  .refine(({ kind, guestIds, status }) => kind === 'stay' || (guestIds.length === 0 && status !== 'checked_in'), {
    path: ['kind'],
    error: 'nobody stays in a block',
  });

/**
 * A unit taken for some nights. `settledAt` is when it came to its end. Dates are local, so a change of the clocks moves
 * no night.
 */
export type Reservation = z.infer<typeof reservationSchema>;
export type ReservationInStatus<S extends ReservationStatus> = Extract<Reservation, { readonly status: S }>;

/** A requested stay holds its nights too: else it could not be confirmed. */
export function heldNights(reservation: Reservation): string[] {
  const { status, checkIn, checkOut } = reservation;
  return status === 'cancelled' || status === 'no_show' ? [] : nightsOf(checkIn, checkOut);
}

/** When it came to its end; undefined while it has not. */
export function settledAtOf(reservation: Reservation): string | undefined {
  return 'settledAt' in reservation ? reservation.settledAt : undefined;
}

/** What was granted under the key of a request: from which last day to which. */
export function extensionOf({ extensions = [] }: Pick<Reservation, 'extensions'>, key: string | undefined) {
  return extensions.find((extension) => extension.key === key);
}
