import { credentialStatusChanged, parcelReceived } from '@bos/buildings/access/access-events';
import { buildingChanged } from '@bos/buildings/buildings/building-events';
import { deviceChanged } from '@bos/buildings/devices/device-events';
import {
  batteryLowDetected,
  deviceOfflineDetected,
  leakDetected,
  smokeDetected,
} from '@bos/buildings/devices/readings/episode-events';
import { unitChanged } from '@bos/buildings/units/unit-events';
import { channelChanged } from '@bos/conversations/channels/channel-events';
import { receiptProcessed, receiptReceived } from '@bos/conversations/channels/receipt-events';
import { conversationOpened, conversationStateChanged } from '@bos/conversations/conversations/conversation-events';
import { faqChanged } from '@bos/conversations/faq/faq-events';
import {
  messageDelivered,
  messageFailed,
  messageMediaAwaited,
  messageMediaOrphaned,
  messageQueued,
  messageReceived,
} from '@bos/conversations/messages/message-events';
import { notificationCreated } from '@bos/conversations/notifications/notification-events';
import { missionEnded, missionRequested } from '@bos/missions/missions/mission-events';
import { stepCompleted, stepFailed } from '@bos/missions/missions/step-events';
import { taskDueChanged, taskEscalated, taskOpened, taskStatusChanged } from '@bos/operations/tasks/task-events';
import {
  ticketDueChanged,
  ticketEscalated,
  ticketOpened,
  ticketStatusChanged,
} from '@bos/operations/tickets/ticket-events';
import { identityChanged } from '@bos/people/identities/identity-events';
import { membershipChanged } from '@bos/people/memberships/membership-events';
import { personChanged } from '@bos/people/persons/person-events';
import { reservationBooked, reservationChanged, stayEnded } from '@bos/stays/reservations/reservation-events';
import type { EventDefinition } from '@bos/table/domain-event';

/** Every event that a change of the table can be, by the floor of its room. */
export const EVENTS: readonly EventDefinition[] = [
  buildingChanged,
  unitChanged,
  deviceChanged,
  leakDetected,
  smokeDetected,
  batteryLowDetected,
  deviceOfflineDetected,
  credentialStatusChanged,
  parcelReceived,
  personChanged,
  identityChanged,
  membershipChanged,
  channelChanged,
  receiptReceived,
  receiptProcessed,
  conversationOpened,
  conversationStateChanged,
  messageReceived,
  messageQueued,
  messageDelivered,
  messageFailed,
  messageMediaAwaited,
  messageMediaOrphaned,
  notificationCreated,
  faqChanged,
  missionRequested,
  missionEnded,
  stepCompleted,
  stepFailed,
  ticketOpened,
  ticketStatusChanged,
  ticketDueChanged,
  ticketEscalated,
  taskOpened,
  taskStatusChanged,
  taskDueChanged,
  taskEscalated,
  reservationBooked,
  stayEnded,
  reservationChanged,
];
