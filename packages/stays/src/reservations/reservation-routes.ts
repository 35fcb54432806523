import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { normaliseEmail } from '@bos/kernel/email-address';
import { normalisePhone } from '@bos/kernel/phone-number';
import * as z from 'zod';
import { calendarDateSchema, wallTimeSchema } from '../calendar/calendar-date.ts';
import { cancellationReasonSchema, MOST_GUESTS } from './reservation.ts';
import { guestView, reservationView } from './reservation-view.ts';

const TAG = 'Stays';
const path = '/v1/buildings/{buildingId}/reservations';
const building = z.object({ buildingId: z.string() });
const reservation = building.extend({ reservationId: pathId });
const DAYS = 'Days and hours are on the wall of the building, whatever its time zone.';

const phone = z
  .string()
  .max(30)
  .refine((text) => normalisePhone(text) !== undefined, 'must be an international number');
const email = z
  .string()
  .max(254)
  .refine((text) => normaliseEmail(text) !== undefined, 'must be an e-mail address');

const guestBody = z.object({
  userId: pathId.optional().describe('A person of the building; somebody new when not given.'),
  name: z.string().trim().min(1).max(120).optional(),
  phone: phone.optional(),
  email: email.optional(),
  requests: z.string().trim().min(1).max(1_000).optional(),
});
export type GuestBody = z.infer<typeof guestBody>;
const guests = z.array(guestBody).max(MOST_GUESTS).describe('Who booked first.');

const TAKEN = { status: 409, code: 'NIGHTS_TAKEN', description: 'Some of the nights belong to another reservation.' };
const SETTLED = { status: 409, code: 'RESERVATION_SETTLED', description: 'It has come to its end.' };
const REFUSED = { status: 409, code: 'RESERVATION_TRANSITION_REFUSED', description: 'Not from its present status.' };
const NOT_DUE = { status: 409, code: 'STAY_NOT_DUE', description: 'Its time has not come.' };
const OVER = { status: 409, code: 'STAY_OVER', description: 'Its last day is not to come.' };
const NOT_LATER = { status: 409, code: 'NOT_LATER', description: 'They may stay that long already.' };
const BLOCK = { status: 409, code: 'RESERVATION_IS_BLOCK', description: 'Nobody stays in a block.' };
const MEANWHILE = {
  status: 412,
  code: 'RESERVATION_CHANGED_MEANWHILE',
  description: 'Somebody changed it after you saw it.',
};
const GUEST = { status: 400, code: 'GUEST_UNKNOWN', description: 'That id is nobody’s in the building.' };
const UNIT = { status: 400, code: 'UNIT_UNKNOWN', description: 'There is no such unit.' };

export const createReservationRoute = defineRoute({
  operationId: 'createReservation',
  method: 'POST',
  path,
  summary: 'Book a unit',
  description: `No night is ever booked twice. ${DAYS}`,
  tag: TAG,
  permission: 'reservations:manage',
  params: building,
  idempotencyKey: 'optional',
  body: z.object({
    kind: z.enum(['stay', 'block']).default('stay').describe('A block keeps the unit free: nobody arrives.'),
    status: z.enum(['requested', 'confirmed']).default('confirmed'),
    unitId: pathId,
    checkIn: calendarDateSchema,
    checkOut: calendarDateSchema.describe('The day of departure: no night.'),
    checkInTime: wallTimeSchema.optional(),
    checkOutTime: wallTimeSchema.optional(),
    guests: guests.default([]),
  }),
  examples: {
    body: {
      unitId: '0704',
      checkIn: '2026-12-20',
      checkOut: '2026-12-27',
      guests: [{ name: 'Emma Ward', phone: '+1 202 555 0131', requests: 'A cot, please.' }],
    },
  },
  response: {
    status: 201,
    description: 'Booked. With a repeated Idempotency-Key: the first one.',
    schema: reservationView,
  },
  errors: [
    TAKEN,
    UNIT,
    GUEST,
    { ...OVER, status: 400 },
    { ...BLOCK, status: 400 },
    { status: 403, code: 'FEATURE_OFF', description: 'The building does without stays.' },
  ],
});

export const getReservationRoute = defineRoute({
  operationId: 'getReservation',
  method: 'GET',
  path: `${path}/{reservationId}`,
  summary: 'One reservation',
  tag: TAG,
  permission: 'reservations:read',
  params: reservation,
  response: { status: 200, description: 'The reservation; its version as ETag.', schema: reservationView },
});

const ONE_OF = ['unitId', 'month', 'arrivals', 'departures', 'userId', 'confirmationNumber'] as const;

export const listReservationsRoute = defineRoute({
  operationId: 'listReservations',
  method: 'GET',
  path,
  summary: 'Reservations of a unit, a month, a day or a guest',
  description: `Exactly one of ${ONE_OF.join(', ')}. Of a unit and of a guest the latest first. ${DAYS}`,
  tag: TAG,
  permission: 'reservations:read',
  params: building,
  query: listQuery
    .extend({
      unitId: pathId.optional(),
      month: z
        .string()
        .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, 'must be a month, yyyy-mm')
        .optional()
        .describe('Those that begin in it.'),
      arrivals: calendarDateSchema.optional().describe('Those that begin on that day.'),
      departures: calendarDateSchema.optional().describe('Those that end on that day.'),
      userId: pathId.optional(),
      confirmationNumber: z.string().min(1).max(60).optional(),
    })
    .refine(
      (query) => ONE_OF.filter((name) => query[name] !== undefined).length === 1,
      `exactly one of ${ONE_OF.join()}`,
    ),
  response: { status: 200, description: 'Reservations.', schema: listOf(reservationView) },
});

export const listReservationGuestsRoute = defineRoute({
  operationId: 'listReservationGuests',
  method: 'GET',
  path: `${path}/{reservationId}/guests`,
  summary: 'Who comes with a reservation',
  tag: TAG,
  permission: 'reservations:read',
  params: reservation,
  query: listQuery,
  response: { status: 200, description: 'Guests, the one who booked first.', schema: listOf(guestView) },
});

export const moveReservationRoute = defineRoute({
  operationId: 'moveReservation',
  method: 'PATCH',
  path: `${path}/{reservationId}`,
  summary: 'Move a stay to other days or another unit',
  description: `The nights change hands at once or not at all. ${DAYS}`,
  tag: TAG,
  permission: 'reservations:manage',
  params: reservation,
  ifMatch: 'required',
  body: z
    .object({
      unitId: pathId.optional(),
      checkIn: calendarDateSchema.optional(),
      checkOut: calendarDateSchema.optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
  examples: { body: { checkIn: '2026-12-21', checkOut: '2026-12-28' } },
  response: { status: 200, description: 'The reservation as it is now.', schema: reservationView },
  errors: [
    TAKEN,
    UNIT,
    SETTLED,
    OVER,
    { status: 409, code: 'STAY_BEGUN', description: 'The guest is there: only the last day can still change.' },
    MEANWHILE,
  ],
});

export const changeGuestsRoute = defineRoute({
  operationId: 'changeReservationGuests',
  method: 'PUT',
  path: `${path}/{reservationId}/guests`,
  summary: 'Say who comes',
  description: 'All who come, with all that is to be known of them; who is left out no longer has a part in the stay.',
  tag: TAG,
  permission: 'reservations:manage',
  params: reservation,
  ifMatch: 'required',
  body: z.object({ guests }),
  examples: { body: { guests: [{ userId: 'james' }, { name: 'Emma Ward' }] } },
  response: { status: 200, description: 'The reservation as it is now.', schema: reservationView },
  errors: [SETTLED, BLOCK, GUEST, MEANWHILE],
});

/** What is done with a reservation by a POST to a path of its own; a repetition changes nothing. */
function action<B extends z.ZodType = z.ZodUndefined>(
  operationId: string,
  name: string,
  summary: string,
  errors: NonNullable<RouteContract['errors']>,
  body?: { readonly schema: B; readonly example: z.input<B> },
) {
  return defineRoute({
    operationId,
    method: 'POST',
    path: `${path}/{reservationId}/${name}`,
    summary,
    tag: TAG,
    permission: 'reservations:manage',
    params: reservation,
    ifMatch: 'optional',
    ...(body && { body: body.schema, examples: { body: body.example } }),
    response: { status: 200, description: 'The reservation as it is now.', schema: reservationView },
    errors: [...errors, MEANWHILE],
  });
}

export const confirmReservationRoute = action('confirmReservation', 'confirm', 'Say yes to a request', [REFUSED]);
export const cancelReservationRoute = action('cancelReservation', 'cancel', 'Cancel: its nights are free', [REFUSED], {
  schema: z.object({ reason: cancellationReasonSchema }),
  example: { reason: 'guest' },
});
export const checkInRoute = action('checkIn', 'check-in', 'The guest is there', [REFUSED, NOT_DUE, OVER, BLOCK]);
export const checkOutRoute = action('checkOut', 'check-out', 'The guest has left', [REFUSED]);
export const markNoShowRoute = action('markNoShow', 'no-show', 'Nobody came', [REFUSED, NOT_DUE]);
export const extendStayRoute = action('extendStay', 'extend', 'A later last day', [TAKEN, SETTLED, NOT_LATER], {
  schema: z.object({ checkOut: calendarDateSchema }),
  example: { checkOut: '2026-12-29' },
});
export const lateCheckOutRoute = action(
  'grantLateCheckOut',
  'late-check-out',
  'A later hour on the last day',
  [
    SETTLED,
    NOT_LATER,
    { status: 409, code: 'LATE_CHECK_OUT_REFUSED', description: 'The next guest arrives; the text says until when.' },
  ],
  { schema: z.object({ checkOutTime: wallTimeSchema }), example: { checkOutTime: '14:00' } },
);

export const reservationRoutes: readonly RouteContract[] = [
  createReservationRoute,
  listReservationsRoute,
  getReservationRoute,
  listReservationGuestsRoute,
  moveReservationRoute,
  changeGuestsRoute,
  confirmReservationRoute,
  cancelReservationRoute,
  checkInRoute,
  checkOutRoute,
  markNoShowRoute,
  extendStayRoute,
  lateCheckOutRoute,
];
