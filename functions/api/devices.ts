import { deviceRoutes, getDeviceRoute, listDevicesRoute, viewDevice } from '@bos/buildings/devices/device-routes';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = deviceRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const devices = createDeviceStore(ports.table);

  const list = implement(listDevicesRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await devices.list(buildingId, pageOf(query)), viewDevice),
  }));

  const get = implement(getDeviceRoute, async ({ params: { buildingId, deviceId } }) => {
    const device = await devices.get(buildingId, deviceId);
    if (!device) throw notFound('device', deviceId);
    return { body: viewDevice(device), etag: device.version };
  });

  return apiHandler(ports, [list, get], options);
}
