import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { PARCEL_STATUSES, type Parcel, parcelDetailsSchema } from './parcel.ts';

const TAG = 'Parcels';
const path = '/v1/buildings/{buildingId}/parcels';
const building = z.object({ buildingId: z.string() });
const parcel = building.extend({ parcelId: pathId });
const OWN = 'Without `parcels:read` these are your own; any other id answers 404.';

export const parcelView = z
  .object({
    id: z.string(),
    status: z.enum(PARCEL_STATUSES),
    ...parcelDetailsSchema.omit({ photoKey: true }).shape,
    receivedBy: z.string(),
    receivedAt: z.string(),
    notifiedAt: z.string().optional().describe('When its recipient was told.'),
    endedAt: z.string().optional(),
  })
  .meta({ id: 'Parcel' });

export const listParcelsRoute = defineRoute({
  operationId: 'listParcels',
  method: 'GET',
  path,
  summary: 'Parcels at the desk',
  description: `The oldest first; your own newest first, collected ones too. ${OWN}`,
  tag: TAG,
  permission: 'parcels:read_own',
  params: building,
  query: listQuery.extend({
    phase: z.enum(['untold', 'waiting']).default('waiting').describe('`untold`: whose recipient does not know yet.'),
  }),
  response: { status: 200, description: 'Parcels.', schema: listOf(parcelView) },
});

export const getParcelRoute = defineRoute({
  operationId: 'getParcel',
  method: 'GET',
  path: `${path}/{parcelId}`,
  summary: 'One parcel',
  description: OWN,
  tag: TAG,
  permission: 'parcels:read_own',
  params: parcel,
  response: { status: 200, description: 'The parcel; its version as ETag.', schema: parcelView },
});

export const receiveParcelRoute = defineRoute({
  operationId: 'receiveParcel',
  method: 'POST',
  path,
  summary: 'Take a parcel in',
  tag: TAG,
  permission: 'parcels:update',
  params: building,
  body: parcelDetailsSchema.omit({ photoKey: true }).extend({ unitId: pathId, userId: pathId }),
  idempotencyKey: 'optional',
  examples: { body: { unitId: '1203', userId: 'maria', carrier: 'Correios', keptAt: 'shelf B2' } },
  response: { status: 201, description: 'Taken in. With a repeated Idempotency-Key: the first.', schema: parcelView },
  errors: [
    { status: 400, code: 'UNIT_UNKNOWN', description: 'The building has no such unit.' },
    { status: 400, code: 'PERSON_UNKNOWN', description: 'Nobody of that id is a member.' },
  ],
});

export const closeParcelRoute = defineRoute({
  operationId: 'closeParcel',
  method: 'PATCH',
  path: `${path}/{parcelId}`,
  summary: 'Hand a parcel out, or give it back to its carrier',
  tag: TAG,
  permission: 'parcels:update',
  params: parcel,
  ifMatch: 'required',
  body: z.object({ status: z.enum(['collected', 'returned']) }),
  examples: { body: { status: 'collected' } },
  response: { status: 200, description: 'The parcel as it is now.', schema: parcelView },
  errors: [
    { status: 409, code: 'PARCEL_TRANSITION_REFUSED', description: 'Not from its present status.' },
    { status: 412, code: 'PARCEL_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  ],
});

export const parcelRoutes: readonly RouteContract[] = [
  listParcelsRoute,
  getParcelRoute,
  receiveParcelRoute,
  closeParcelRoute,
];

export function viewParcel(stored: Parcel): z.infer<typeof parcelView> {
  const { parcelId: id, status, unitId, userId, carrier, keptAt, receivedBy, receivedAt } = stored;
  const { trackingNumber, notifiedAt } = stored;
  return {
    id,
    status,
    unitId,
    userId,
    carrier,
    keptAt,
    receivedBy,
    receivedAt,
    ...(trackingNumber !== undefined && { trackingNumber }),
    ...(notifiedAt !== undefined && { notifiedAt }),
    ...('endedAt' in stored && { endedAt: stored.endedAt }),
  };
}
