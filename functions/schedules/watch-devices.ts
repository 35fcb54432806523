import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { LONGEST_ORDER, readBackOrder } from '@bos/buildings/devices/command-device';
import type { SentOrder, WaitingOrder } from '@bos/buildings/devices/device-order';
import { createDeviceOrderStore } from '@bos/buildings/devices/device-order-store';
import { createDeviceStore } from '@bos/buildings/devices/device-store';
import { noteSilence } from '@bos/buildings/devices/readings/note-silence';
import { createReadingStore } from '@bos/buildings/devices/readings/reading-store';
import { settleOrder } from '@bos/buildings/devices/settle-order';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { MINUTE } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import type { Stored } from '@bos/table/entity';
import type { Ports } from '../ports/ports.ts';
import { episodeOrder } from '../queues/device-orders.ts';
import { commandOrder } from '../queues/timer-orders.ts';
import { withinLockTime } from '../within-lock-time.ts';

type WatchPorts = Pick<Ports, 'table' | 'clock' | 'timers' | 'log' | 'devices' | 'queues'>;

/** Buildings side by side. */
const CONCURRENCY = 16;
/** Of one kind in one building and one look; the rest follows five minutes later. */
const MOST = 100;
/** What was forgotten by the fast path: the stream lost it, or its worker died. */
const OVERDUE = MINUTE;

/**
 * Every five minutes, notices which devices have fallen silent, finds out what has become of commands that broke off, and
 * drives again the troubles to which nobody has seen. A building that fails does not stop the others.
 */
export function build({ table, clock, timers, log, devices: gateway, queues }: WatchPorts) {
  const readings = createReadingStore(table);
  const orders = createDeviceOrderStore(table);
  const devices = createDeviceStore(table);

  async function noticeSilence(buildingId: string): Promise<void> {
    const silent = await readings.listSilent(buildingId, clock.now(), MOST);
    for (const { deviceId } of silent) {
      const isSilent = await noteSilence({ table }, { buildingId, deviceId, at: clock.now() });
      if (isSilent) log.warn('device.silent', { buildingId, deviceId });
    }
  }

  /** What waits for its device is driven again: its timer may be lost. */
  async function goOn(waiting: WaitingOrder): Promise<void> {
    const { queue, message } = commandOrder(waiting, clock.now());
    await queues.send(queue, [message]);
  }

  async function settle(order: Stored<SentOrder>): Promise<void> {
    const { buildingId, deviceId, missionId } = order;
    // What a mission commands, its step accounts for.
    const deps = { table, gateway, ...(missionId === undefined && { audit: auditRecord }) };
    const device = await devices.get(buildingId, deviceId);
    const settled = device
      ? await withinLockTime(timers, (signal) => readBackOrder(deps, device, order, { at: clock.now(), signal }))
      : await settleOrder(deps, order, { status: 'unknown' }, clock.now());
    log.warn('device.order_settled', { buildingId, deviceId, status: settled.status });
  }

  async function settleOrders(buildingId: string): Promise<void> {
    const before = new Date(clock.now().getTime() - 2 * LONGEST_ORDER);
    for (const order of await orders.listUnsettled(buildingId, before, MOST)) {
      if (order.status === 'sent') await settle(order);
      if (order.status === 'waiting') await goOn(order);
    }
  }

  async function driveTroubles(buildingId: string): Promise<void> {
    const now = clock.now();
    const [open, over] = await Promise.all([
      readings.listEpisodes(buildingId, 'open', { limit: MOST }),
      // One may be over before anybody has seen to it.
      readings.listEpisodes(buildingId, 'over', { limit: 25 }),
    ]);
    const forgotten = [...open.items, ...over.items].filter(
      ({ ticketId, createdAt }) => ticketId === undefined && now.getTime() - Date.parse(createdAt) > OVERDUE,
    );
    for (const episode of forgotten) {
      const { queue, message } = episodeOrder(episode, now.toISOString());
      await queues.send(queue, [message]);
    }
    if (forgotten.length > 0) log.warn('device.troubles_driven_again', { buildingId, count: forgotten.length });
  }

  return async (): Promise<void> => {
    await forEachConcurrently(await createBuildingStore(table).listAll(), CONCURRENCY, async ({ buildingId }) => {
      await noticeSilence(buildingId);
      await settleOrders(buildingId);
      await driveTroubles(buildingId);
    });
  };
}
