import { retryOrder } from '@bos/buildings/devices/retry-order';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { scheduleName } from '@bos/kernel/one-time-schedules';
import { currentRefusal } from '../../command-rights.ts';
import type { Ports } from '../../ports/ports.ts';
import { QUEUES } from '../../queue-definitions.ts';
import { withinLockTime } from '../../within-lock-time.ts';
import { commandMessage, type OrderIds } from '../timer-orders.ts';

type CommandPorts = Pick<Ports, 'table' | 'clock' | 'log' | 'timers' | 'schedules' | 'devices'>;

/** How soon an offline device is asked again, in milliseconds. EventBridge Scheduler makes up to a minute of it. */
const AGAIN = 10_000;

/** Tries again what waits for a device, and sets the timer for the next try; the last one is when its time is over. */
export async function lookAtCommand(ports: CommandPorts, { buildingId, orderId }: OrderIds): Promise<void> {
  const { table, clock, log, timers, schedules, devices: gateway } = ports;
  const deps = { table, gateway, clock, audit: auditRecord, refusalOf: currentRefusal(table) };
  const order = await withinLockTime(timers, (signal) =>
    retryOrder(deps, { buildingId, orderId, at: clock.now(), signal }),
  );
  if (order === undefined) return;
  log.info('device.order_tried_again', { buildingId, deviceId: order.deviceId, status: order.status });
  if (order.status !== 'waiting') return;
  const now = clock.now();
  const at = new Date(Math.min(now.getTime() + AGAIN, Date.parse(order.expiresAt)));
  const name = scheduleName('command', buildingId, orderId);
  await schedules.schedule({ name, at, queue: QUEUES.timers.name, message: commandMessage(order, now) });
}
