import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { createChannelStore } from '@bos/conversations/channels/channel-store';
import { createReceiptStore } from '@bos/conversations/channels/receipt-store';
import { createMessageStore } from '@bos/conversations/messages/message-store';
import { MINUTE } from '@bos/kernel/clock';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import type { Ports } from '../ports/ports.ts';
import { missionOrder, outboundOrder, receiptOrder, type WorkOrder } from '../work-orders.ts';

type SweepPorts = Pick<Ports, 'table' | 'queues' | 'clock' | 'log'>;

/** What has waited this long was forgotten by the fast path: the stream lost it, or its worker died. */
const OVERDUE = MINUTE;

/**
 * Drives again whatever is pending: the stream is the fast path, not the only one. It forgets after 24 hours, and a
 * restored table emits nothing.
 */
export function build({ table, queues, clock, log }: SweepPorts) {
  const channels = createChannelStore(table);
  const receipts = createReceiptStore(table);
  const messages = createMessageStore(table);
  const missions = createMissionStore(table);
  const buildings = createBuildingStore(table);

  return async (): Promise<void> => {
    const now = clock.now();
    const before = new Date(now.getTime() - OVERDUE);
    // One drive a minute: a sweep that runs twice in it is dropped by the queues.
    const drive = `sweep/${Math.floor(now.getTime() / MINUTE)}`;
    const orders: WorkOrder[] = [];

    for (const { phoneNumberId } of await channels.listAll()) {
      // In line, even if it sounds like danger: the order of a sender matters more for what is a minute old.
      for (const receipt of await receipts.listPending(phoneNumberId, before))
        orders.push(receiptOrder(receipt, false, drive));
    }
    for (const { buildingId } of await buildings.listAll()) {
      for (const message of await messages.listPending(buildingId, before)) {
        const { conversationId, messageId, version } = message;
        orders.push(outboundOrder({ buildingId, conversationId, messageId }, version, drive));
      }
      for (const { missionId } of await missions.listRequested(buildingId, before)) {
        orders.push(missionOrder({ buildingId, missionId }, drive));
      }
    }

    for (const [queue, entries] of Map.groupBy(orders, (order) => order.queue)) {
      await queues.send(
        queue,
        entries.map(({ message }) => message),
      );
      log.warn('sweep.driven_again', { queue, count: entries.length });
    }
  };
}
