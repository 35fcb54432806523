import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { CHECK_IN_STATUSES } from './check-in-kinds.ts';
import { CHECK_IN_REFUSED, CHECK_IN_TAG, documentView } from './check-in-shapes.ts';

const building = z.object({ buildingId: z.string() });
const reservation = building.extend({ reservationId: pathId });
const journey = '/v1/buildings/{buildingId}/reservations/{reservationId}/journey';

export const checkInView = z
  .object({
    id: z.string().describe('The reservation.'),
    guestId: z.string(),
    unitId: z.string(),
    status: z.enum(CHECK_IN_STATUSES),
    checkIn: z.string(),
    invitedAt: z.string(),
    submittedAt: z.string().optional(),
    reviewedAt: z.string().optional(),
    reviewedBy: z.string().optional(),
    reason: z.string().optional().describe('Why the documents were refused.'),
    documents: z.array(documentView),
  })
  .meta({ id: 'CheckIn' });

/** Whose stay it is, for who looks at the papers. */
const ofWhom = {
  guestName: z.string().optional().describe('As they booked.'),
  checkOut: z.string().describe('The day of departure.'),
};

const shownView = checkInView
  .extend({
    ...ofWhom,
    documents: z.array(
      documentView.extend({ url: z.string().describe('Opens the document for five minutes.'), expiresAt: z.string() }),
    ),
  })
  .meta({ id: 'CheckInWithDocuments' });

/** How somebody was told. */
const TOLD = ['messaged', 'inbox', 'already', 'absent'] as const;

const MEANWHILE = {
  status: 412,
  code: 'CHECK_IN_CHANGED_MEANWHILE',
  description: 'Other documents may have come after you looked.',
};

const invitationView = z
  .object({
    url: z.string().describe('For programs: relative to the address of the API.'),
    page: z
      .string()
      .optional()
      .describe(
        'For people: the whole address of the page. Missing where the system does not know where its pages are.',
      ),
    told: z
      .enum(TOLD)
      .optional()
      .describe(
        'With `send`: `messaged` goes to their WhatsApp; `inbox` they only read in their inbox that there is a link, so ' +
          'give it to them; `already` they have it; ' +
          '`absent` they are no member of the building or their time is over.',
      ),
    checkIn: checkInView,
  })
  .meta({ id: 'Invitation' });

const listedView = checkInView.extend(ofWhom).meta({ id: 'ListedCheckIn' });

export const inviteGuestRoute = defineRoute({
  operationId: 'inviteGuest',
  method: 'POST',
  path: `${journey}/invitation`,
  summary: 'Make the link by which whoever booked checks in',
  description:
    'Shown this once. A link that was made before leads nowhere from now on. `send` sends it to ' +
    'their WhatsApp when they have written within 24 hours; their inbox tells of it without the link.',
  tag: CHECK_IN_TAG,
  permission: 'reservations:manage',
  params: reservation,
  body: z.object({ send: z.boolean().default(false) }).prefault({}),
  examples: { body: { send: true } },
  response: { status: 201, description: 'The link.', schema: invitationView },
  errors: [
    {
      status: 409,
      code: 'CHECK_IN_PAGE_UNKNOWN',
      description: 'Nobody has said where the pages are: nothing is sent.',
    },
    { status: 409, code: 'RESERVATION_SETTLED', description: 'It has come to its end.' },
    { status: 409, code: 'RESERVATION_IS_BLOCK', description: 'Nobody stays in a block.' },
    { status: 409, code: 'GUEST_MISSING', description: 'It is not known who comes.' },
  ],
});

export const listCheckInsRoute = defineRoute({
  operationId: 'listCheckIns',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/journeys',
  summary: 'Check-ins in a status: those to be looked at are `submitted`',
  description: 'Of guests who are to come or are there; a page may be shorter than asked for.',
  tag: CHECK_IN_TAG,
  permission: 'reservations:manage',
  params: building,
  query: listQuery.extend({ status: z.enum(CHECK_IN_STATUSES).default('submitted') }),
  response: { status: 200, description: 'The first to leave comes first.', schema: listOf(listedView) },
});

export const getCheckInRoute = defineRoute({
  operationId: 'getCheckIn',
  method: 'GET',
  path: journey,
  summary: 'The check-in of a reservation with the documents of its guest',
  description: 'That they were shown is recorded.',
  tag: CHECK_IN_TAG,
  permission: 'reservations:manage',
  params: reservation,
  response: { status: 200, description: 'Its version as ETag: a review names it.', schema: shownView },
});

export const reviewCheckInRoute = defineRoute({
  operationId: 'reviewCheckIn',
  method: 'POST',
  path: `${journey}/review`,
  summary: 'Approve what a guest has sent, or refuse it with a reason',
  tag: CHECK_IN_TAG,
  permission: 'reservations:manage',
  params: reservation,
  ifMatch: 'required',
  body: z.discriminatedUnion('status', [
    z.object({ status: z.literal('approved') }),
    z.object({ status: z.literal('refused'), reason: z.string().trim().min(1).max(500) }),
  ]),
  examples: { body: { status: 'refused', reason: 'The photograph of the passport is blurred.' } },
  response: { status: 200, description: 'The check-in as it is now.', schema: checkInView },
  errors: [CHECK_IN_REFUSED, MEANWHILE],
});

export const checkInRoutes: readonly RouteContract[] = [
  inviteGuestRoute,
  listCheckInsRoute,
  getCheckInRoute,
  reviewCheckInRoute,
];
