import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { EPISODE_STATUSES, type Episode } from './episode.ts';
import { type Reading, withValue } from './reading.ts';
import { TROUBLES } from './trouble.ts';

const TAG = 'Readings';
const building = '/v1/buildings/{buildingId}';

const readingView = withValue({
  id: z.string(),
  at: z.string().describe('When it was measured, by the device’s own clock.'),
  receivedAt: z.string(),
}).meta({ id: 'Reading' });

const troubleView = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    trouble: z.enum(TROUBLES),
    status: z.enum(EPISODE_STATUSES),
    unitId: z.string().optional(),
    openedAt: z.string(),
    endedAt: z.string().optional(),
    ticketId: z.string().optional().describe('Opened for it, once.'),
  })
  .meta({ id: 'DeviceTrouble' });

export const listReadingsRoute = defineRoute({
  operationId: 'listReadings',
  method: 'GET',
  path: `${building}/devices/{deviceId}/readings`,
  summary: 'What a device has reported',
  description: 'Newest first, for as long as the building keeps its access log.',
  tag: TAG,
  permission: 'devices:read',
  params: z.object({ buildingId: z.string(), deviceId: pathId }),
  query: listQuery,
  response: {
    status: 200,
    description: 'Readings.',
    schema: listOf(readingView),
  },
});

export const listDeviceTroublesRoute = defineRoute({
  operationId: 'listDeviceTroubles',
  method: 'GET',
  path: `${building}/device-troubles`,
  summary: 'Leaks, smoke, empty batteries, silent devices',
  description: 'Each from its beginning to its end, newest first.',
  tag: TAG,
  permission: 'devices:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery.extend({ status: z.enum(EPISODE_STATUSES).default('open') }),
  response: {
    status: 200,
    description: 'Troubles.',
    schema: listOf(troubleView),
  },
});

export const getDeviceWebhookRoute = defineRoute({
  operationId: 'getDeviceWebhook',
  method: 'GET',
  path: `${building}/device-webhook`,
  summary: 'How the building’s hub reports',
  description:
    'The hub posts `{ "readings": [{ "id", "deviceId", "measure", "value", "at" }] }`, 100 at the most and 256 kB, and signs the raw bytes: header `x-bos-signature: sha256=` and the HMAC-SHA256 by this key, in hexadecimal. The answer is 202 once all of them are in safe hands; the same `id` and `at` again is the same reading. Each time the key is shown, the audit trail says so.',
  tag: TAG,
  permission: 'devices:configure',
  params: z.object({ buildingId: z.string() }),
  response: {
    status: 200,
    description: 'Where to post, and the key to sign with.',
    schema: z.object({ path: z.string(), header: z.string(), signingKey: z.string() }).meta({ id: 'DeviceWebhook' }),
  },
  errors: [{ status: 503, code: 'DEVICE_SECRET_MISSING', description: 'The operator has set no secret yet.' }],
});

export const readingRoutes: readonly RouteContract[] = [
  listReadingsRoute,
  listDeviceTroublesRoute,
  getDeviceWebhookRoute,
];

/** Only what the view names, whatever the table has added. */
export function viewReading({ readingId: id, ...reading }: Reading): z.infer<typeof readingView> {
  return readingView.parse({ ...reading, id });
}

export function viewTrouble(episode: Episode): z.infer<typeof troubleView> {
  const { episodeId: id, deviceId, trouble, status, unitId, openedAt, ticketId } = episode;
  return {
    id,
    deviceId,
    trouble,
    status,
    openedAt,
    ...(unitId !== undefined && { unitId }),
    ...('endedAt' in episode && { endedAt: episode.endedAt }),
    ...(ticketId !== undefined && { ticketId }),
  };
}
