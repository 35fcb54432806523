import { credentialStatusChanged, parcelReceived } from '@bos/buildings/access/access-events';
import {
  batteryLowDetected,
  deviceOfflineDetected,
  leakDetected,
  smokeDetected,
} from '@bos/buildings/devices/readings/episode-events';
import { receiptReceived } from '@bos/conversations/channels/receipt-events';
import { messageMediaAwaited, messageMediaOrphaned, messageQueued } from '@bos/conversations/messages/message-events';
import { missionRequested } from '@bos/missions/missions/mission-events';
import { taskDueChanged, taskOpened } from '@bos/operations/tasks/task-events';
import { ticketDueChanged, ticketOpened, ticketStatusChanged } from '@bos/operations/tickets/ticket-events';
import { reservationChanged } from '@bos/stays/reservations/reservation-events';
import type { ChangeRecord } from '@bos/table/change-record';
import type { DomainEvent, EventDefinition } from '@bos/table/domain-event';
import type { StoredItem } from '@bos/table/stored-item';
import { episodeOrder } from '../queues/device-orders.ts';
import type { MessageBody } from '../queues/queue-bodies.ts';
import {
  AT_ONCE,
  credentialNewsOrder,
  parcelOrder,
  stayOrder,
  taskTimerOrder,
  ticketTimerOrder,
} from '../queues/timer-orders.ts';
import { mediaOrder, missionOrder, outboundOrder, receiptOrder, type WorkOrder } from '../queues/work-orders.ts';

/** What a subscription may ask about an item: no event carries what people write. */
export interface Readings {
  /** Whether a received message sounds like danger; undefined when its sender was erased. */
  isEmergency(receipt: StoredItem): Promise<boolean | undefined>;
}

type MaybeOrder = WorkOrder | undefined;
type FactsOf<E> = E extends EventDefinition<infer F> ? DomainEvent<F> : never;

/** One event, and the work that it asks for. */
export interface Subscription {
  readonly event: EventDefinition;
  /** Of an event that any change is: nobody acts on what was removed, and the filter lets none of it through. */
  readonly ignoresRemovals?: boolean;
  /** Its items are written so seldom that their type alone is filter enough: an event source has few patterns. */
  readonly isSeldom?: boolean;
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

const taskTimer = (task: DomainEvent<{ buildingId: string; taskId: string }>): WorkOrder =>
  taskTimerOrder(task, `version/${task.sequence}`);

/** What was over when it was noted opens no door and leaves nothing to be cleaned. */
function stayFollowed(stay: FactsOf<typeof reservationChanged>): MaybeOrder {
  const { change, status, sequence } = stay;
  const wasOver = change === 'added' && (status === 'checked_out' || status === 'cancelled' || status === 'no_show');
  return wasOver ? undefined : stayOrder(stay, `version/${sequence}`);
}

/** A person is told when every lock has confirmed, or none will: not of what never came to any lock. */
function credentialNews(
  { buildingId, credentialId, from, to, occurredAt, sequence }: FactsOf<typeof credentialStatusChanged>,
  { before }: ChangeRecord,
): MaybeOrder {
  const isNews = to === 'active' || to === 'failed' || (from === 'ending' && to === 'revoked');
  if (!isNews) return undefined;
  // When a taking back was asked for, else when the code was.
  const asked = before?.data.endRequestedAt ?? before?.created_at;
  const atOnce = typeof asked === 'string' && Date.parse(occurredAt) - Date.parse(asked) < AT_ONCE;
  return credentialNewsOrder({ buildingId, credentialId, atOnce }, String(sequence));
}

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
  on(taskOpened, taskTimer),
  on(taskDueChanged, taskTimer),
  // What is removed has been over for a year.
  { ...on(reservationChanged, stayFollowed), ignoresRemovals: true },
  // One that was noted afterwards may have been told of, or be gone.
  on(parcelReceived, (parcel, { after }) =>
    after?.data.status === 'received' ? parcelOrder(parcel, `version/${parcel.sequence}`) : undefined,
  ),
  on(credentialStatusChanged, credentialNews),
  { ...on(leakDetected, (episode) => episodeOrder(episode)), isSeldom: true },
  { ...on(smokeDetected, (episode) => episodeOrder(episode)), isSeldom: true },
  { ...on(batteryLowDetected, (episode) => episodeOrder(episode)), isSeldom: true },
  { ...on(deviceOfflineDetected, (episode) => episodeOrder(episode)), isSeldom: true },
];
