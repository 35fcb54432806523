import type { Stored } from '@bos/table/entity';
import { replace, WriteConflictError } from '@bos/table/write';
import { attempt, type CommandDependencies } from './command-device.ts';
import type { Device } from './device.ts';
import { type DeviceOrder, deviceOrderEntity, type SentOrder, wantedBy } from './device-order.ts';
import { createDeviceOrderStore } from './device-order-store.ts';
import { createDeviceStore } from './device-store.ts';
import { settleOrder } from './settle-order.ts';

export interface RetryDependencies extends CommandDependencies {
  /** Why whoever wanted it may not have it any more; undefined when they may. */
  readonly refusalOf: (device: Device, userId: string, at: Date) => Promise<string | undefined>;
}

export interface Retry {
  readonly buildingId: string;
  readonly orderId: string;
  readonly at: Date;
  readonly signal: AbortSignal;
}

/**
 * Tries again to carry out a command that waits for its device, by the rights of now. After its time it is never sent: it
 * ends as ORDER_EXPIRED. One that does not wait is left as it is. Gives the order as it stands then.
 */
export async function retryOrder(
  deps: RetryDependencies,
  { buildingId, orderId, at, signal }: Retry,
): Promise<DeviceOrder | undefined> {
  const order = await createDeviceOrderStore(deps.table).get(buildingId, orderId);
  if (order?.status !== 'waiting') return order;
  if (at >= new Date(order.expiresAt)) return settleOrder(deps, order, { status: 'failed', code: 'ORDER_EXPIRED' }, at);
  const device = await createDeviceStore(deps.table).get(buildingId, order.deviceId);
  if (device === undefined) return settleOrder(deps, order, { status: 'failed', code: 'DEVICE_NOT_FOUND' }, at);
  const code = await deps.refusalOf(device, order.userId, at);
  if (code !== undefined) return settleOrder(deps, order, { status: 'refused', code }, at);

  const sent: SentOrder = { ...wantedBy(order), status: 'sent', sentAt: at.toISOString() };
  try {
    await deps.table.write([replace(deviceOrderEntity, order, sent)]);
  } catch (error) {
    // Somebody else tries it, or has.
    if (error instanceof WriteConflictError) return createDeviceOrderStore(deps.table).get(buildingId, orderId);
    throw error;
  }
  const { version, createdAt } = order;
  const claimed: Stored<SentOrder> = { ...sent, version: version + 1, createdAt, updatedAt: sent.sentAt };
  return attempt(deps, device, claimed, { idempotencyKey: orderId, at, signal });
}
