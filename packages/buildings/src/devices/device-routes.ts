import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { pathId } from '../buildings/path-id.ts';
import { type Device, doorSchema } from './device.ts';

const TAG = 'Devices';

const common = {
  id: z.string(),
  name: z.string(),
  tower: z.string().optional(),
  gateway: z.string().describe('Which gateway reaches it.'),
};

export const deviceView = z
  .discriminatedUnion('kind', [
    z.object({ ...common, kind: z.literal('door'), door: doorSchema, unitId: z.string().optional() }),
    z.object({
      ...common,
      kind: z.literal('elevator'),
      lowestFloor: z.number().int(),
      highestFloor: z.number().int(),
    }),
  ])
  .meta({ id: 'Device' });

export const listDevicesRoute = defineRoute({
  operationId: 'listDevices',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/devices',
  summary: 'The doors and elevators of a building',
  tag: TAG,
  permission: 'devices:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery,
  response: { status: 200, description: 'Devices, by id.', schema: listOf(deviceView) },
});

export const getDeviceRoute = defineRoute({
  operationId: 'getDevice',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/devices/{deviceId}',
  summary: 'One device',
  tag: TAG,
  permission: 'devices:read',
  params: z.object({ buildingId: z.string(), deviceId: pathId }),
  response: { status: 200, description: 'The device.', schema: deviceView },
});

export const deviceRoutes: readonly RouteContract[] = [listDevicesRoute, getDeviceRoute];

export function viewDevice(device: Device): z.infer<typeof deviceView> {
  const { deviceId: id, name, tower, gateway } = device;
  const shared = { id, name, gateway, ...(tower !== undefined && { tower }) };
  switch (device.kind) {
    case 'door':
      return {
        ...shared,
        kind: 'door',
        door: device.door,
        ...(device.unitId !== undefined && { unitId: device.unitId }),
      };
    case 'elevator':
      return { ...shared, kind: 'elevator', lowestFloor: device.lowestFloor, highestFloor: device.highestFloor };
  }
}
