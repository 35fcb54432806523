import { deterministicId } from '@bos/kernel/ids';
import type { TransitionTable } from '@bos/kernel/transitions';
import { defineEntity } from '@bos/table/entity';
import * as z from 'zod';
import { deviceCommandSchema, deviceStateSchema } from './device-state.ts';

export const DEVICE_ORDER_STATUSES = ['sent', 'waiting', 'done', 'refused', 'failed', 'unknown'] as const;
export type DeviceOrderStatus = (typeof DEVICE_ORDER_STATUSES)[number];

/**
 * `sent`: claimed, so it may have reached the device, and whoever comes later reads back. `waiting`: certainly not done, for
 * the device was offline; it may be sent again until its time is over.
 */
export const DEVICE_ORDER_TRANSITIONS: TransitionTable<DeviceOrderStatus> = {
  sent: ['waiting', 'done', 'refused', 'failed', 'unknown'],
  waiting: ['sent', 'refused', 'failed'],
  done: [],
  refused: [],
  failed: [],
  unknown: [],
};

const common = {
  buildingId: z.string(),
  orderId: z.string(),
  deviceId: z.string(),
  command: deviceCommandSchema,
  /** Who wanted it. */
  userId: z.string(),
  missionId: z.string().optional(),
  /** ISO 8601: when it was claimed, the last time where it waited. */
  sentAt: z.string(),
  /** Until when it may be carried out, should the device be offline; at once or never where there is none. */
  expiresAt: z.string().optional(),
};
const settled = { ...common, settledAt: z.string(), state: deviceStateSchema.optional() };
const explained = { ...settled, code: z.string() };

export const deviceOrderSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('sent'), ...common }),
  z.object({ status: z.literal('waiting'), ...common, expiresAt: z.string() }),
  /** As the device itself has shown. */
  z.object({ status: z.literal('done'), ...settled }),
  /** Nobody's right, or the device said no. */
  z.object({ status: z.literal('refused'), ...explained }),
  /** Certainly not done. */
  z.object({ status: z.literal('failed'), ...explained }),
  z.object({ status: z.literal('unknown'), ...settled }),
]);

/** A command to a device, with what came of it. */
export type DeviceOrder = z.infer<typeof deviceOrderSchema>;
export type SentOrder = Extract<DeviceOrder, { status: 'sent' }>;
export type WaitingOrder = Extract<DeviceOrder, { status: 'waiting' }>;
export type SettledOrder = Exclude<DeviceOrder, SentOrder | WaitingOrder>;

/** What is wanted, of whom and by whom: all but what came of it. */
export function wantedBy({
  buildingId,
  orderId,
  deviceId,
  command,
  userId,
  missionId,
  sentAt,
  expiresAt,
}: DeviceOrder) {
  return {
    buildingId,
    orderId,
    deviceId,
    command,
    userId,
    ...(missionId !== undefined && { missionId }),
    sentAt,
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

export function isSettled<O extends DeviceOrder>(order: O): order is O & SettledOrder {
  return order.status !== 'sent' && order.status !== 'waiting';
}

export const deviceOrderEntity = defineEntity<DeviceOrder>({
  type: 'command',
  description: 'A command to a device, with what came of it.',
  schemaVersion: 2,
  // To wait is new: what was before was carried out at once or never.
  upgrades: [{ from: 1, apply: (data) => data }],
  schema: deviceOrderSchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'ORDER#{orderId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'ORDER#{sentAt}#{orderId}',
    GSI2PK: 'BUILDING#{buildingId}#ORDER',
    GSI2SK: '{unsettledSince}#{orderId}',
  },
  derived: (order) => (isSettled(order) ? {} : { unsettledSince: order.sentAt }),
  states: { field: 'status', moves: DEVICE_ORDER_TRANSITIONS },
  // The access log, which is kept for longer, says what happened at the door.
  retention: { period: 'workingState', from: (order) => ('settledAt' in order ? order.settledAt : undefined) },
});

/** Known before the time is: the same order has it at every attempt. */
const TIMELESS = new Date(0);

export function orderIdOf(deviceId: string, userId: string, idempotencyKey: string): string {
  return deterministicId(TIMELESS, 'device-order', deviceId, userId, idempotencyKey);
}
