import * as z from 'zod';
import { type Device, doorSchema, GATEWAYS, METERED, SENSES } from './device.ts';
import { DEVICE_ORDER_STATUSES, type SettledOrder, type WaitingOrder } from './device-order.ts';
import { deviceCommandSchema, deviceStateSchema } from './device-state.ts';
import type { DeviceStatus } from './readings/device-status.ts';
import { withValue } from './readings/reading.ts';
import { TROUBLES } from './readings/trouble.ts';

const statusView = z
  .object({
    lastSeenAt: z.string().describe('When anything was last heard of it.'),
    battery: z.number().optional().describe('Per cent.'),
    latest: z.array(withValue({ at: z.string() })).describe('The newest value of each measure.'),
    troubles: z.array(z.enum(TROUBLES)).describe('Those that last.'),
  })
  .describe('Of a device that reports by itself; absent until it has.')
  .meta({ id: 'DeviceStatus' });

const common = {
  id: z.string(),
  name: z.string(),
  tower: z.string().optional(),
  gateway: z.enum(GATEWAYS).describe('Which gateway reaches it.'),
  entityId: z.string().optional().describe('What Home Assistant calls it.'),
  silentAfterMinutes: z.number().int().optional().describe('Not heard of for so long, it counts as offline.'),
  status: statusView.optional(),
};
const inUnit = { unitId: z.string().optional() };

export const deviceView = z
  .discriminatedUnion('kind', [
    z.object({ ...common, kind: z.literal('door'), door: doorSchema, ...inUnit }),
    z.object({
      ...common,
      kind: z.literal('elevator'),
      lowestFloor: z.number().int(),
      highestFloor: z.number().int(),
    }),
    z.object({ ...common, kind: z.literal('camera') }),
    z.object({ ...common, kind: z.literal('sensor'), senses: z.enum(SENSES), ...inUnit }),
    z.object({ ...common, kind: z.literal('meter'), meters: z.enum(METERED), ...inUnit }),
  ])
  .meta({ id: 'Device' });

export const deviceOrderView = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    command: deviceCommandSchema,
    status: z
      .enum(DEVICE_ORDER_STATUSES)
      .describe(
        '`done`: the device shows it. `waiting`: not done yet. `refused` and `failed`: not done. `unknown`: nobody can tell.',
      ),
    code: z.string().optional().describe('Why it was not done, such as `DEVICE_OFFLINE` or `ORDER_EXPIRED`.'),
    state: deviceStateSchema.optional().describe('What the device showed afterwards.'),
    queued: z.boolean().describe('Whether it may still be done by itself, when the device answers.'),
    expiresAt: z.string().optional().describe('It is never done after that.'),
    sentAt: z.string(),
    settledAt: z.string().optional(),
  })
  .meta({ id: 'DeviceOrder' });

function viewStatus({ lastSeenAt, latest, tracks }: DeviceStatus): z.infer<typeof statusView> {
  const battery = latest.find(({ measure }) => measure === 'battery')?.value;
  return {
    lastSeenAt,
    ...(typeof battery === 'number' && { battery }),
    latest,
    troubles: tracks.flatMap(({ trouble, endedAt }) => (endedAt === undefined ? [trouble] : [])),
  };
}

/** `status` is what it has reported, where it has. */
export function viewDevice(device: Device, status?: DeviceStatus): z.infer<typeof deviceView> {
  const { deviceId: id, name, tower, gateway, entityId, silentAfterMinutes } = device;
  const shared = {
    id,
    name,
    gateway,
    ...(tower !== undefined && { tower }),
    ...(entityId !== undefined && { entityId }),
    ...(silentAfterMinutes !== undefined && { silentAfterMinutes }),
    ...(status && { status: viewStatus(status) }),
  };
  switch (device.kind) {
    case 'door':
      return { ...shared, kind: 'door', door: device.door, ...unitOf(device) };
    case 'elevator':
      return { ...shared, kind: 'elevator', lowestFloor: device.lowestFloor, highestFloor: device.highestFloor };
    case 'camera':
      return { ...shared, kind: 'camera' };
    case 'sensor':
      return { ...shared, kind: 'sensor', senses: device.senses, ...unitOf(device) };
    case 'meter':
      return { ...shared, kind: 'meter', meters: device.meters, ...unitOf(device) };
  }
}

function unitOf({ unitId }: { readonly unitId?: string | undefined }) {
  return unitId === undefined ? {} : { unitId };
}

export function viewOrder(order: SettledOrder | WaitingOrder): z.infer<typeof deviceOrderView> {
  const { orderId: id, deviceId, command, status, sentAt, expiresAt } = order;
  const until = expiresAt === undefined ? {} : { expiresAt };
  const shared = { id, deviceId, command, status, sentAt, ...until };
  if (order.status === 'waiting') return { ...shared, queued: true };
  const code = 'code' in order ? { code: order.code } : {};
  const { settledAt, state } = order;
  return { ...shared, ...code, ...(state && { state }), queued: false, settledAt };
}
