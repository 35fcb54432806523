import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import { CHECK_IN_STATUSES, DOCUMENT_KINDS, DOCUMENT_TYPES, STAY_PHASES } from './check-in-kinds.ts';

const TAG = 'Check-in';
const building = z.object({ buildingId: z.string() });
const reservation = building.extend({ reservationId: pathId });
const journey = '/v1/buildings/{buildingId}/reservations/{reservationId}/journey';

const document = z.object({ id: z.string(), kind: z.enum(DOCUMENT_KINDS), contentType: z.enum(DOCUMENT_TYPES) });

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
    documents: z.array(document),
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
      document.extend({ url: z.string().describe('Opens the document for five minutes.'), expiresAt: z.string() }),
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
const REFUSED = { status: 409, code: 'CHECK_IN_TRANSITION_REFUSED', description: 'Not from its present status.' };

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
  tag: TAG,
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
  tag: TAG,
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
  tag: TAG,
  permission: 'reservations:manage',
  params: reservation,
  response: { status: 200, description: 'Its version as ETag: a review names it.', schema: shownView },
});

export const reviewCheckInRoute = defineRoute({
  operationId: 'reviewCheckIn',
  method: 'POST',
  path: `${journey}/review`,
  summary: 'Approve what a guest has sent, or refuse it with a reason',
  tag: TAG,
  permission: 'reservations:manage',
  params: reservation,
  ifMatch: 'required',
  body: z.discriminatedUnion('status', [
    z.object({ status: z.literal('approved') }),
    z.object({ status: z.literal('refused'), reason: z.string().trim().min(1).max(500) }),
  ]),
  examples: { body: { status: 'refused', reason: 'The photograph of the passport is blurred.' } },
  response: { status: 200, description: 'The check-in as it is now.', schema: checkInView },
  errors: [REFUSED, MEANWHILE],
});

export const checkInRoutes: readonly RouteContract[] = [
  inviteGuestRoute,
  listCheckInsRoute,
  getCheckInRoute,
  reviewCheckInRoute,
];

const byLink = building.extend({ token: z.string().max(120) });
const link = '/v1/buildings/{buildingId}/check-in/{token}';
/** In which language the way is told. */
const ownQuery = z.object({ language: languageSchema.default('en') });
const LINK = { status: 404, code: 'CHECK_IN_NOT_FOUND', description: 'Whatever is wrong with the link.' };

const guestView = z
  .object({
    status: z.enum(CHECK_IN_STATUSES),
    reason: z.string().optional().describe('Why the documents were refused.'),
    building: z.string().describe('Its name.'),
    unitId: z.string(),
    phase: z.enum(STAY_PHASES).describe('Where the days of the stay stand to the clock of the building.'),
    arrived: z.boolean().describe('The front desk has let them in.'),
    checkIn: z.string(),
    checkInTime: z.string(),
    checkOut: z.string(),
    checkOutTime: z.string(),
    arrivalTime: z.string().optional(),
    documents: z.array(
      document.extend({ received: z.boolean().describe('False for one that was announced and has not come.') }),
    ),
    information: z
      .object({
        directions: z.string().optional(),
        wifi: z.object({ network: z.string(), password: z.string() }).optional(),
        code: z.string().optional().describe('Of the door: only one that the locks have confirmed.'),
        from: z.string().optional().describe('The day from which the rest is told.'),
      })
      .describe('What may be told now: nothing before the documents are approved, Wi-Fi and code on the day.'),
  })
  .meta({ id: 'OwnCheckIn' });

export const ownCheckInRoute = defineRoute({
  operationId: 'getOwnCheckIn',
  method: 'GET',
  path: link,
  summary: 'A guest’s own check-in, by their link',
  tag: TAG,
  permission: 'public',
  params: byLink,
  query: ownQuery,
  response: { status: 200, description: 'How far it is, and what may be told now.', schema: guestView },
  errors: [LINK],
});

export const offerUploadRoute = defineRoute({
  operationId: 'offerCheckInDocument',
  method: 'POST',
  path: `${link}/documents`,
  summary: 'Ask where to send a document',
  description: 'The answer is a form for the storage: send its fields, and after them the file as `file`.',
  tag: TAG,
  permission: 'public',
  params: byLink,
  body: z.object({ kind: z.enum(DOCUMENT_KINDS), contentType: z.enum(DOCUMENT_TYPES) }),
  examples: { body: { kind: 'passport', contentType: 'image/jpeg' } },
  response: {
    status: 201,
    description: 'Takes that type and up to 8 MB, for 15 minutes.',
    schema: z
      .object({ id: z.string(), url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: z.string() })
      .meta({ id: 'DocumentUpload' }),
  },
  errors: [LINK, REFUSED, { status: 400, code: 'DOCUMENTS_TOO_MANY', description: 'Eight at the most.' }],
});

export const removeDocumentRoute = defineRoute({
  operationId: 'removeCheckInDocument',
  method: 'DELETE',
  path: `${link}/documents/{documentId}`,
  summary: 'Take a document back',
  description: 'Before it is handed over, and after it was refused.',
  tag: TAG,
  permission: 'public',
  params: byLink.extend({ documentId: pathId }),
  response: { status: 204, description: 'It is gone, and was perhaps before.' },
  errors: [LINK, REFUSED],
});

export const submitDocumentsRoute = defineRoute({
  operationId: 'submitCheckInDocuments',
  method: 'POST',
  path: `${link}/submission`,
  summary: 'Hand the documents that were sent to staff',
  tag: TAG,
  permission: 'public',
  params: byLink,
  query: ownQuery,
  response: { status: 200, description: 'Handed over.', schema: guestView },
  errors: [
    LINK,
    REFUSED,
    { status: 409, code: 'DOCUMENTS_MISSING', description: 'No document has come that can be looked at.' },
  ],
});

/** What guests call by their link. */
export const checkInLinkRoutes: readonly RouteContract[] = [
  ownCheckInRoute,
  offerUploadRoute,
  removeDocumentRoute,
  submitDocumentsRoute,
];
