import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { pmsMessageSchema } from './pms-message.ts';
import { PMS_OUTCOMES } from './pms-outcome.ts';

const TAG = 'Property management systems';
const building = z.object({ buildingId: z.string() });
const path = '/v1/buildings/{buildingId}/pms';

export const connectPmsRoute = defineRoute({
  operationId: 'connectPms',
  method: 'PUT',
  path,
  summary: 'Connect a property management system, or give it a new secret',
  description: 'A secret that stood before no longer signs anything.',
  tag: TAG,
  permission: 'buildings:update',
  params: building,
  response: {
    status: 200,
    description: 'The secret, this once, and where to send stays.',
    schema: z.object({ secret: z.string(), url: z.string() }).meta({ id: 'PmsConnection' }),
  },
});

export const disconnectPmsRoute = defineRoute({
  operationId: 'disconnectPms',
  method: 'DELETE',
  path,
  summary: 'Disconnect the property management system: what came from it stays',
  tag: TAG,
  permission: 'buildings:update',
  params: building,
  response: { status: 204, description: 'Disconnected.' },
});

export const pmsRoutes: readonly RouteContract[] = [connectPmsRoute, disconnectPmsRoute];

const CONFLICT = (code: string, description: string) => ({ status: 409, code, description });

/** What the system of a house calls; answered by a function of its own, for its signature is over the bytes as they come. */
export const pmsWebhookRoute = defineRoute({
  operationId: 'receivePmsStay',
  method: 'POST',
  path: '/webhooks/pms/{buildingId}',
  summary: 'A stay as the property management system has it now',
  description:
    'Signed: the header `X-Bos-Signature-256` holds `sha256=` and the HMAC-SHA256 of the body’s bytes with the building’s secret, in hexadecimal digits. Each message holds the whole stay. They may come twice, late and in any order: the newest `version` stands. What was refused may be sent again.',
  tag: TAG,
  permission: 'public',
  params: building,
  body: pmsMessageSchema,
  examples: {
    body: {
      externalId: 'OPERA-48213',
      version: 1_795_000_000_000,
      status: 'confirmed',
      unitId: '0704',
      checkIn: '2026-12-20',
      checkOut: '2026-12-27',
      guests: [{ name: 'Emma Ward', phone: '+1 202 555 0131' }],
    },
  },
  response: {
    status: 200,
    description: 'Taken. `stale`: something as new was known. `kept`: the stay is over here.',
    schema: z
      .object({ outcome: z.enum(PMS_OUTCOMES), reservationId: z.string().optional() })
      .meta({ id: 'PmsOutcome' }),
  },
  errors: [
    {
      status: 401,
      code: 'SIGNATURE_REFUSED',
      description: 'Not signed with the secret of a building that is connected.',
    },
    CONFLICT('NIGHTS_TAKEN', 'Some of the nights belong to another reservation.'),
    CONFLICT('CONFIRMATION_NUMBER_TAKEN', 'Another reservation has that number.'),
    { status: 400, code: 'STAY_OVER', description: 'It is over before it was known.' },
    CONFLICT('STAY_OVER', 'Its last day is not to come.'),
    { status: 403, code: 'FEATURE_OFF', description: 'The building does without stays.' },
    CONFLICT('STAY_BEGUN', 'The guest is there: only the last day can still change.'),
    CONFLICT('RESERVATION_TRANSITION_REFUSED', 'A stay that has begun is not cancelled.'),
    { status: 400, code: 'UNIT_UNKNOWN', description: 'There is no such unit.' },
  ],
});
