import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import { CHECK_IN_STATUSES, DOCUMENT_KINDS, DOCUMENT_TYPES, STAY_PHASES } from './check-in-kinds.ts';
import { CHECK_IN_REFUSED, CHECK_IN_TAG, documentView } from './check-in-shapes.ts';

const byLink = z.object({ buildingId: z.string(), token: z.string().max(120) });
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
      documentView.extend({ received: z.boolean().describe('False for one that was announced and has not come.') }),
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
  tag: CHECK_IN_TAG,
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
  tag: CHECK_IN_TAG,
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
  errors: [LINK, CHECK_IN_REFUSED, { status: 400, code: 'DOCUMENTS_TOO_MANY', description: 'Eight at the most.' }],
});

export const removeDocumentRoute = defineRoute({
  operationId: 'removeCheckInDocument',
  method: 'DELETE',
  path: `${link}/documents/{documentId}`,
  summary: 'Take a document back',
  description: 'Before it is handed over, and after it was refused.',
  tag: CHECK_IN_TAG,
  permission: 'public',
  params: byLink.extend({ documentId: pathId }),
  response: { status: 204, description: 'It is gone, and was perhaps before.' },
  errors: [LINK, CHECK_IN_REFUSED],
});

export const submitDocumentsRoute = defineRoute({
  operationId: 'submitCheckInDocuments',
  method: 'POST',
  path: `${link}/submission`,
  summary: 'Hand the documents that were sent to staff',
  tag: CHECK_IN_TAG,
  permission: 'public',
  params: byLink,
  query: ownQuery,
  response: { status: 200, description: 'Handed over.', schema: guestView },
  errors: [
    LINK,
    CHECK_IN_REFUSED,
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
