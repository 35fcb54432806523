import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { deviceSettingsSchema } from './device.ts';
import { callElevatorSchema, deviceStateSchema, openDoorSchema } from './device-state.ts';
import { deviceOrderView, deviceView } from './device-views.ts';
import { readingRoutes } from './readings/reading-routes.ts';
import { simulationRoutes } from './simulation-routes.ts';

const TAG = 'Devices';
const path = '/v1/buildings/{buildingId}/devices';
const device = z.object({ buildingId: z.string(), deviceId: pathId });

export const listDevicesRoute = defineRoute({
  operationId: 'listDevices',
  method: 'GET',
  path,
  summary: 'The devices of a building',
  description: 'Doors and gates, elevators, cameras, sensors and meters.',
  tag: TAG,
  permission: 'devices:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery,
  response: {
    status: 200,
    description: 'Devices, by id.',
    schema: listOf(deviceView),
  },
});

export const getDeviceRoute = defineRoute({
  operationId: 'getDevice',
  method: 'GET',
  path: `${path}/{deviceId}`,
  summary: 'One device',
  tag: TAG,
  permission: 'devices:read',
  params: device,
  response: { status: 200, description: 'The device.', schema: deviceView },
});

export const readDeviceRoute = defineRoute({
  operationId: 'readDevice',
  method: 'GET',
  path: `${path}/{deviceId}/state`,
  summary: 'What a device says now',
  description: 'The device itself is asked, for five seconds at the most.',
  tag: TAG,
  permission: 'devices:read',
  params: device,
  response: {
    status: 200,
    description: 'Its state; none when it cannot be reached.',
    schema: z.object({ reachable: z.boolean(), state: deviceStateSchema.optional() }).meta({ id: 'DeviceState' }),
  },
});

const waitSeconds = z
  .number()
  .int()
  .min(0)
  .max(15 * 60)
  .default(0)
  .describe('For how long an offline device is waited for; 0 is at once or never.');

export const commandDeviceRoute = defineRoute({
  operationId: 'commandDevice',
  method: 'POST',
  path: `${path}/{deviceId}/commands`,
  summary: 'Open a door, call an elevator',
  description:
    'It is carried out at once or not at all, unless `waitSeconds` says for how long an offline device is waited for: then the answer is `waiting`, the command is carried out when the device answers, and never after `expiresAt`; the same request again tells what came of it. The answer says what the device showed afterwards. Who may open which door follows from role and unit, as it does by message.',
  tag: TAG,
  permission: 'devices:command',
  params: device,
  body: z.discriminatedUnion('kind', [
    openDoorSchema.extend({ waitSeconds }),
    callElevatorSchema.extend({ waitSeconds }),
  ]),
  idempotencyKey: 'required',
  examples: { body: { kind: 'open_door' } },
  response: {
    status: 200,
    description: 'What came of it. With a repeated Idempotency-Key: what came of the first.',
    schema: deviceOrderView,
  },
  errors: [
    { status: 403, code: 'NOT_YOUR_UNIT', description: 'That door is not yours to open; other codes say why.' },
    { status: 409, code: 'ORDER_IN_HAND', description: 'The same request is still waited for.' },
  ],
});

const CHANGED = { status: 412, code: 'DEVICE_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' };

export const configureDeviceRoute = defineRoute({
  operationId: 'configureDevice',
  method: 'PUT',
  path: `${path}/{deviceId}`,
  summary: 'Add a device, or configure it anew',
  description:
    'Without If-Match it is added; with it, the version that you saw is replaced. A device behind Home Assistant is named by its entity: `lock.…` or `cover.…` for a door, `number.…` for an elevator.',
  tag: TAG,
  permission: 'devices:configure',
  params: device,
  ifMatch: 'optional',
  body: deviceSettingsSchema,
  examples: {
    body: { kind: 'door', door: 'gate', name: 'Street gate', gateway: 'home_assistant', entityId: 'cover.street_gate' },
  },
  response: { status: 200, description: 'The device; its version as ETag.', schema: deviceView },
  errors: [
    { status: 409, code: 'DEVICE_EXISTS', description: 'There is one of that id: say which version you saw.' },
    CHANGED,
  ],
});

export const removeDeviceRoute = defineRoute({
  operationId: 'removeDevice',
  method: 'DELETE',
  path: `${path}/{deviceId}`,
  summary: 'Take a device out of the building',
  tag: TAG,
  permission: 'devices:configure',
  params: device,
  ifMatch: 'optional',
  response: { status: 204, description: 'It is gone.' },
  errors: [CHANGED],
});

export const deviceRoutes: readonly RouteContract[] = [
  listDevicesRoute,
  getDeviceRoute,
  readDeviceRoute,
  commandDeviceRoute,
  configureDeviceRoute,
  removeDeviceRoute,
  ...readingRoutes,
  ...simulationRoutes,
];
