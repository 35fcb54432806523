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
import { arrivalGuideEntity } from '@bos/buildings/buildings/arrival-guide';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { operatorEntity } from '@bos/buildings/buildings/operator';
import { vendorEntity } from '@bos/buildings/buildings/vendor';
import { deviceEntity } from '@bos/buildings/devices/device';
import { deviceOrderEntity } from '@bos/buildings/devices/device-order';
import { deviceStatusEntity } from '@bos/buildings/devices/readings/device-status';
import { episodeEntity } from '@bos/buildings/devices/readings/episode';
import { readingEntity } from '@bos/buildings/devices/readings/reading-entity';
import { simulatedDeviceEntity } from '@bos/buildings/devices/simulated-device';
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
import { taskEntity } from '@bos/operations/tasks/task';
import { ticketEntity, ticketEventEntity, ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { consentEntity } from '@bos/people/consent/consent';
import { identityEntity } from '@bos/people/identities/identity';
import { membershipEntity } from '@bos/people/memberships/membership';
import { occupantEntity } from '@bos/people/memberships/occupant';
import { mergeEntity } from '@bos/people/merge/merge';
import { nameTokenEntity } from '@bos/people/names/name-token';
import { personEntity } from '@bos/people/persons/person';
import { preferenceEntity } from '@bos/people/preferences/preference';
import { rosterImportEntity } from '@bos/people/roster/roster-import';
import { rosterStepEntity } from '@bos/people/roster/roster-step';
import { verificationAttemptsEntity } from '@bos/people/verification/attempts';
import { verificationCodeEntity } from '@bos/people/verification/verification-code';
import { verificationRequestEntity } from '@bos/people/verification/verification-request';
import { checkInEntity } from '@bos/stays/check-in/check-in';
import { calendarFeedEntity } from '@bos/stays/feeds/calendar-feed';
import { calendarLinkEntity } from '@bos/stays/feeds/calendar-link';
import { occupancyMonthEntity } from '@bos/stays/occupancy/occupancy-month';
import { pmsConnectionEntity } from '@bos/stays/pms/pms-connection';
import { pmsStayEntity } from '@bos/stays/pms/pms-stay';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import { stayRulesEntity } from '@bos/stays/rules/stay-rules';
import type { AnyEntity } from '@bos/table/entity';

/** Every kind of item that the table holds, by the floor of its room. */
export const ENTITIES: readonly AnyEntity[] = [
  buildingEntity,
  operatorEntity,
  arrivalGuideEntity,
  vendorEntity,
  unitEntity,
  deviceEntity,
  deviceOrderEntity,
  simulatedDeviceEntity,
  deviceStatusEntity,
  readingEntity,
  episodeEntity,
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
  occupantEntity,
  nameTokenEntity,
  identityEntity,
  rosterImportEntity,
  rosterStepEntity,
  mergeEntity,
  preferenceEntity,
  verificationCodeEntity,
  verificationAttemptsEntity,
  verificationRequestEntity,
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
  taskEntity,
  reservationEntity,
  confirmationEntity,
  guestStayEntity,
  occupancyMonthEntity,
  calendarFeedEntity,
  calendarLinkEntity,
  checkInEntity,
  pmsConnectionEntity,
  pmsStayEntity,
  stayRulesEntity,
  auditEntity,
  auditSealEntity,
];
