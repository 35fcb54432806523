import { receiptReceived } from '@bos/conversations/channels/receipt-events';
import { messageMediaAwaited, messageMediaOrphaned, messageQueued } from '@bos/conversations/messages/message-events';
import { missionRequested } from '@bos/missions/missions/mission-events';
import { ticketDueChanged, ticketOpened, ticketStatusChanged } from '@bos/operations/tickets/ticket-events';
import type { ChangeRecord } from '@bos/table/change-record';
import type { DomainEvent, EventDefinition } from '@bos/table/domain-event';
import type { StoredItem } from '@bos/table/stored-item';
import type { MessageBody } from '../queues/queue-bodies.ts';
import { ticketTimerOrder } from '../queues/timer-orders.ts';
import { mediaOrder, missionOrder, outboundOrder, receiptOrder, type WorkOrder } from '../work-orders.ts';

/** What a subscription may ask about an item: no event carries what people write. */
export interface Readings {
  /** Whether a received message sounds like danger; undefined when its sender was erased. */
  isEmergency(receipt: StoredItem): Promise<boolean | undefined>;
}

type MaybeOrder = WorkOrder | undefined;

/** One event, and the work that it asks for. */
export interface Subscription {
  readonly event: EventDefinition;
  orderFor(change: ChangeRecord, readings: Readings): MaybeOrder | Promise<MaybeOrder>;
}

function on<F extends object>(
  event: EventDefinition<F>,
  order: (happened: DomainEvent<F>, change: ChangeRecord, readings: Readings) => MaybeOrder | Promise<MaybeOrder>,
): Subscription {
  return {
    event,
    orderFor(change, readings) {
      const happened = event.read(change);
      return happened && order(happened, change, readings);
    },
  };
}

const idsOf = ({ buildingId, conversationId, messageId }: MessageBody): MessageBody => ({
  buildingId,
  conversationId,
  messageId,
});

const ticketTimer = (ticket: DomainEvent<{ buildingId: string; ticketId: string }>): WorkOrder =>
  ticketTimerOrder(ticket, `version/${ticket.sequence}`);

/** All that follows from a change of the table. What is missing here never reaches the router: its filter is made of this. */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  on(receiptReceived, async (receipt, { after }, { isEmergency }) => {
    if (receipt.kind === 'status') return receiptOrder(receipt, false);
    const emergency = after && (await isEmergency(after));
    return emergency === undefined ? undefined : receiptOrder(receipt, emergency);
  }),
  on(messageQueued, (message) => outboundOrder(idsOf(message), message.sequence)),
  on(messageMediaAwaited, (message) => mediaOrder(idsOf(message), message.sequence)),
  on(messageMediaOrphaned, (message) => mediaOrder(idsOf(message), message.sequence)),
  on(missionRequested, ({ buildingId, missionId }) => missionOrder({ buildingId, missionId })),
  on(ticketOpened, ticketTimer),
  on(ticketDueChanged, ticketTimer),
  on(ticketStatusChanged, (ticket) => (ticket.wasOpen === ticket.isOpen ? undefined : ticketTimer(ticket))),
];
