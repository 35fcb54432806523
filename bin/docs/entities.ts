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
import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { ticketEntity, ticketEventEntity, ticketReferenceEntity } from '@bos/operations/tickets/ticket-entity';
import { identityEntity } from '@bos/people/identities/identity';
import { membershipEntity } from '@bos/people/memberships/membership';
import { personEntity } from '@bos/people/persons/person';
import type { EntityKeys } from '@bos/table/entity';
import type { RetentionPeriod } from '@bos/table/retention';

/** What the documents tell of an entity. */
export interface DescribedEntity {
  readonly type: string;
  readonly description: string;
  readonly schemaVersion: number;
  readonly keys: EntityKeys;
  readonly personal?: { readonly fields: readonly string[] };
  readonly retention?: { readonly period: RetentionPeriod };
}

/** Every kind of item that the table holds, by the floor of its room. */
export const ENTITIES: readonly DescribedEntity[] = [
  buildingEntity,
  unitEntity,
  deviceEntity,
  personEntity,
  membershipEntity,
  identityEntity,
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
];
