import type { Device } from '@bos/buildings/devices/device';
import {
  commandDeviceRoute,
  configureDeviceRoute,
  deviceRoutes,
  getDeviceRoute,
  listDevicesRoute,
  readDeviceRoute,
  removeDeviceRoute,
} from '@bos/buildings/devices/device-routes';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { viewDevice, viewOrder } from '@bos/buildings/devices/device-views';
import {
  getDeviceWebhookRoute,
  listDeviceTroublesRoute,
  listReadingsRoute,
  viewReading,
  viewTrouble,
} from '@bos/buildings/devices/readings/reading-routes';
import { createReadingStore } from '@bos/buildings/devices/readings/reading-store';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { implement } from '@bos/http/bind';
import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { refusalOf } from '../command-rights.ts';
import type { Ports } from '../ports/ports.ts';
import type { OrderIds } from '../queues/timer-orders.ts';
import { withinLockTime } from '../within-lock-time.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { assertUnderstands } from './devices/judge-command.ts';
import { simulationHandlers } from './devices/simulation-handlers.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = deviceRoutes;

/** How long somebody who looks at a device waits for it, in milliseconds. */
const READ_TIME = 5_000;

export function build(
  ports: ApiPorts & Pick<Ports, 'devices' | 'deviceSettings' | 'timers' | 'queues'>,
  options?: ApiOptions,
) {
  const { table, clock, timers, devices: gateway } = ports;
  const devices = createDeviceStore(table);
  const readings = createReadingStore(table);

  async function find(buildingId: string, deviceId: string): Promise<Stored<Device>> {
    const device = await devices.get(buildingId, deviceId);
    if (!device) throw notFound('device', deviceId);
    return device;
  }

  const list = implement(listDevicesRoute, async ({ params: { buildingId }, query }) => {
    const page = await devices.list(buildingId, pageOf(query));
    const ids = page.items.map(({ deviceId }) => deviceId);
    const statuses = new Map((await readings.statuses(buildingId, ids)).map((status) => [status.deviceId, status]));
    return { body: mapPage(page, (device) => viewDevice(device, statuses.get(device.deviceId))) };
  });

  const get = implement(getDeviceRoute, async ({ params: { buildingId, deviceId } }) => {
    const device = await find(buildingId, deviceId);
    return { body: viewDevice(device, await readings.status(buildingId, deviceId)), etag: device.version };
  });

  const read = implement(readDeviceRoute, async ({ params: { buildingId, deviceId } }) => {
    const device = await find(buildingId, deviceId);
    const state = await withinLockTime(timers, (signal) => gateway.read(device, signal), READ_TIME);
    return { body: state ? { reachable: true, state } : { reachable: false } };
  });

  const history = implement(listReadingsRoute, async ({ params: { buildingId, deviceId }, query }) => {
    await find(buildingId, deviceId);
    return { body: mapPage(await readings.list(buildingId, deviceId, pageOf(query)), viewReading) };
  });

  const troubles = implement(listDeviceTroublesRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await readings.listEpisodes(buildingId, query.status, pageOf(query)), viewTrouble),
  }));

  const webhook = implement(getDeviceWebhookRoute, async ({ params: { buildingId }, principal, requestId }) => {
    const secret = (await ports.deviceSettings.webhookSecret()) ?? '';
    if (secret === '') throw new DomainError('unavailable', 'DEVICE_SECRET_MISSING', 'No secret is configured.');
    const { signingKeyOf } = await import('@bos/buildings/devices/readings/webhook-body');
    const actor = { kind: 'user', id: principal.userId } as const;
    const resource = { type: 'building', id: buildingId } as const;
    const fact = {
      buildingId,
      actor,
      action: 'device.hub_key_disclosed',
      resource,
      requestId,
      at: clock.now(),
    } as const;
    // Before it is shown: what cannot be accounted for is not.
    await table.write([auditRecord(fact)]);
    const path = `/webhooks/devices/${buildingId}`;
    return { body: { path, header: 'x-bos-signature', signingKey: signingKeyOf(secret, buildingId) } };
  });

  /** Should this be lost, the schedule that watches devices finds it. */
  async function tryAgain(waiting: OrderIds): Promise<void> {
    const { commandOrder } = await import('../queues/timer-orders.ts');
    const { queue, message } = commandOrder(waiting, clock.now());
    await ports.queues.send(queue, [message]);
  }

  const command = implement(
    commandDeviceRoute,
    async ({ params: { buildingId, deviceId }, body, principal, idempotencyKey = '' }) => {
      const { waitSeconds, ...wanted } = body;
      const device = await find(buildingId, deviceId);
      assertUnderstands(device, wanted);
      // Rare beside what reads, so its code is loaded by the first.
      const { commandDevice, refuseOrder } = await import('@bos/buildings/devices/command-device');
      const at = clock.now();
      const expiresAt = waitSeconds > 0 && { expiresAt: new Date(at.getTime() + waitSeconds * 1_000) };
      const terms = { userId: principal.userId, idempotencyKey, at, ...expiresAt };
      const code = refusalOf(principal, device);
      if (code !== undefined) {
        await refuseOrder({ table, gateway }, device, wanted, { ...terms, code });
        throw new DomainError('forbidden', code, `${principal.userId} may not command ${deviceId}.`);
      }
      const order = await withinLockTime(timers, (signal) =>
        commandDevice({ table, gateway, clock, audit: auditRecord }, device, wanted, { ...terms, signal }),
      );
      if (order.status === 'waiting') await tryAgain(order);
      return { body: viewOrder(order) };
    },
  );

  const configure = implement(
    configureDeviceRoute,
    async ({ params: { buildingId, deviceId }, body, principal, requestId, ifMatch: expectedVersion }) => {
      const { configureDevice } = await import('@bos/buildings/devices/configure-device');
      const terms = { by: principal.userId, at: clock.now(), requestId };
      const device = await configureDevice(
        { table, audit: auditRecord },
        { ...body, buildingId, deviceId },
        { ...terms, ...(expectedVersion !== undefined && { expectedVersion }) },
      );
      return { body: viewDevice(device, await readings.status(buildingId, deviceId)), etag: device.version };
    },
  );

  const remove = implement(removeDeviceRoute, async ({ params, principal, requestId, ifMatch: expectedVersion }) => {
    const { removeDevice } = await import('@bos/buildings/devices/configure-device');
    const terms = { by: principal.userId, at: clock.now(), requestId };
    const seen = expectedVersion !== undefined && { expectedVersion };
    await removeDevice({ table, audit: auditRecord }, params, { ...terms, ...seen });
    return {};
  });

  return apiHandler(
    ports,
    [list, get, read, history, troubles, webhook, command, configure, remove, ...simulationHandlers(ports, find)],
    options,
  );
}
