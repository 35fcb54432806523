import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import {
  dayArrivalEntity,
  dayDepartureEntity,
  dayParcelEntity,
  dayVisitorEntity,
} from '@bos/buildings/access/day/day-list';
import { accessEntryEntity } from '@bos/buildings/access/log/access-entry';
import { parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import { unitEntity } from '@bos/buildings/units/unit';
import { buildingChoiceEntity } from '@bos/conversations/channels/building-choice';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { conversationEntity, openConversationEntity } from '@bos/conversations/conversations/conversation';
import { replyKeyEntity } from '@bos/conversations/conversations/reply-as-staff';
import { faqEntryEntity } from '@bos/conversations/faq/faq-entry';
import { deliveryEntity, messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { auditEntity } from '@bos/governance/audit/audit-record';
import { auditSealEntity } from '@bos/governance/audit/audit-seal';
import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { ticketEntity, ticketEventEntity, ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { consentEntity } from '@bos/people/consent/consent';
import { identityEntity } from '@bos/people/identities/identity';
import { membershipEntity } from '@bos/people/memberships/membership';
import { nameTokenEntity } from '@bos/people/names/name-token';
import { personEntity } from '@bos/people/persons/person';
import { calendarFeedEntity } from '@bos/stays/feeds/calendar-feed';
import { occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import type { AnyEntity } from '@bos/table/entity';

/** Every kind of item that the table holds, by the floor of its room. */
export const ENTITIES: readonly AnyEntity[] = [
  buildingEntity,
  unitEntity,
  deviceEntity,
  credentialEntity,
  visitorEntity,
  parcelEntity,
  accessEntryEntity,
  dayArrivalEntity,
  dayDepartureEntity,
  dayVisitorEntity,
  dayParcelEntity,
  personEntity,
  membershipEntity,
  nameTokenEntity,
  identityEntity,
  consentEntity,
  channelEntity,
  buildingChoiceEntity,
  receiptEntity,
  conversationEntity,
  openConversationEntity,
  replyKeyEntity,
  messageEntity,
  deliveryEntity,
  notificationEntity,
  faqEntryEntity,
  missionEntity,
  stepEntity,
  activityEntity,
  ticketEntity,
  ticketReferenceEntity,
  ticketEventEntity,
  reservationEntity,
  confirmationEntity,
  guestStayEntity,
  occupancyMonthEntity,
  calendarFeedEntity,
  auditEntity,
  auditSealEntity,
];
