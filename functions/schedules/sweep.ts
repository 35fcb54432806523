import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { createChannelStore } from '@bos/conversations/channels/channel-store';
import { createReceiptStore } from '@bos/conversations/channels/receipt-store';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { MINUTE } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { mayStillBegin } from '@bos/missions/coordinator/recover-mission';
import type { Mission } from '@bos/missions/missions/mission';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { createTicketStore } from '@bos/operations/tickets/ticket-store';
import type { Ports } from '../ports/ports.ts';
import { missionCheckOrder, ticketTimerOrder } from '../queues/timer-orders.ts';
import { mediaOrder, missionOrder, outboundOrder, receiptOrder, type WorkOrder } from '../queues/work-orders.ts';

type SweepPorts = Pick<Ports, 'table' | 'queues' | 'clock' | 'log'>;

/** What has waited this long was forgotten by the fast path: the stream lost it, or its worker died. */
const OVERDUE = MINUTE;

/** A mission takes seconds. After this it is asked how its execution stands: that costs a message a minute for each. */
const SUSPECT = 15 * MINUTE;

/** What to do about a mission that has not ended: start it, or look what has become of it. */
function missionOrders(mission: Mission, now: Date, drive: string): WorkOrder[] {
  const { buildingId, missionId, status, requestedAt, cancellation } = mission;
  const ids = { buildingId, missionId };
  const cancelled = cancellation !== undefined;
  const start = status === 'requested' && !cancelled && mayStillBegin(mission, now);
  const suspect = now.getTime() - Date.parse(requestedAt) >= SUSPECT;
  return [
    ...(start ? [missionOrder(ids, drive)] : []),
    ...(suspect || cancelled ? [missionCheckOrder(ids, drive)] : []),
  ];
}

/** Numbers and buildings looked at side by side: at 5 ms a query, 10,000 of each take 6 s. */
export const SWEEP_CONCURRENCY = 16;

/**
 * Drives again whatever is pending: the stream is the fast path, not the only one. It forgets after 24 hours, and a
 * restored table emits nothing. What is found is sent at once, so that a sweep that is cut short has done its part.
 */
export function build({ table, queues, clock, log }: SweepPorts) {
  const channels = createChannelStore(table);
  const receipts = createReceiptStore(table);
  const messages = createMessageStore(table);
  const missions = createMissionStore(table);
  const tickets = createTicketStore(table);
  const buildings = createBuildingStore(table);

  async function send(orders: readonly WorkOrder[]): Promise<void> {
    for (const [queue, entries] of Map.groupBy(orders, (order) => order.queue)) {
      await queues.send(
        queue,
        entries.map(({ message }) => message),
      );
      log.warn('sweep.driven_again', { queue, count: entries.length });
    }
  }

  return async (): Promise<void> => {
    const now = clock.now();
    const before = new Date(now.getTime() - OVERDUE);
    // One drive a minute: a sweep that runs twice in it is dropped by the queues.
    const drive = `sweep/${Math.floor(now.getTime() / MINUTE)}`;

    await forEachConcurrently(await channels.listAll(), SWEEP_CONCURRENCY, async ({ phoneNumberId }) => {
      const pending = await receipts.listPending(phoneNumberId, before);
      // In line, even if it sounds like danger: the order of a sender matters more for what is a minute old.
      await send(pending.map((receipt) => receiptOrder(receipt, false, drive)));
    });
    await forEachConcurrently(await buildings.listAll(), SWEEP_CONCURRENCY, async ({ buildingId }) => {
      const [waiting, unfinished, overdue] = await Promise.all([
        messages.listPending(buildingId, before),
        missions.listUnfinished(buildingId, before),
        tickets.listOverdue(buildingId, before),
      ]);
      await send([
        ...waiting.map(({ conversationId, messageId, version, mediaState }) =>
          (mediaState === 'pending' ? mediaOrder : outboundOrder)(
            { buildingId, conversationId, messageId },
            version,
            drive,
          ),
        ),
        ...unfinished.flatMap((mission) => missionOrders(mission, now, drive)),
        ...overdue.map(({ ticketId }) => ticketTimerOrder({ buildingId, ticketId }, drive)),
      ]);
    });
  };
}
