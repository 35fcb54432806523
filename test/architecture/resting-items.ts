import {
  dayArrivalEntity,
  dayDepartureEntity,
  dayParcelEntity,
  dayVisitorEntity,
} from '@bos/buildings/access/day/day-list';
import { accessEntryEntity } from '@bos/buildings/access/log/access-entry';
import { parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { deviceOrderEntity } from '@bos/buildings/devices/device-order';
import { episodeEntity } from '@bos/buildings/devices/readings/episode';
import { readingEntity } from '@bos/buildings/devices/readings/reading-entity';
import { buildingChoiceEntity } from '@bos/conversations/channels/building-choice';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { replyKeyEntity } from '@bos/conversations/conversations/reply-as-staff';
import { deliveryEntity, messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { hourOf } from '@bos/governance/audit/audit-hour';
import { auditEntity } from '@bos/governance/audit/audit-record';
import { auditSealEntity, genesisOf, sealOf } from '@bos/governance/audit/audit-seal';
import { deterministicId } from '@bos/kernel/ids';
import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { taskEntity } from '@bos/operations/tasks/task';
import { ticketEntity, ticketEventEntity } from '@bos/operations/tickets/ticket-entity';
import { rosterImportEntity } from '@bos/people/roster/roster-import';
import { rosterStepEntity } from '@bos/people/roster/roster-step';
import { verificationAttemptsEntity } from '@bos/people/verification/attempts';
import { verificationCodeEntity } from '@bos/people/verification/verification-code';
import { verificationRequestEntity } from '@bos/people/verification/verification-request';
import { pmsStayEntity } from '@bos/stays/pms/pms-stay';
import { confirmationEntity, guestStayEntity, reservationEntity } from '@bos/stays/reservations/reservation-entity';
import type { EntityDefinition } from '@bos/table/entity';

/** One item that has come to rest and, where there is such a thing, the same while something is still to happen. */
export interface RestingItem {
  readonly type: string;
  use<R>(user: <T extends object>(definition: EntityDefinition<T>, resting: T, alive: T | undefined) => R): R;
}

function item<T extends object>(
  definition: EntityDefinition<T>,
  resting: NoInfer<T>,
  alive?: Partial<NoInfer<T>>,
): RestingItem {
  return {
    type: definition.type,
    use: (user) => user(definition, resting, alive && { ...resting, ...alive }),
  };
}

/** An item of every entity whose items expire, in that building and at rest since that time: a midnight in UTC. */
export function restingItems(since: Date, buildingId = 'b'): readonly RestingItem[] {
  const at = since.toISOString();
  const building = { buildingId };
  const sender = { phoneNumberId: `number-of-${buildingId}`, senderHash: 's' };
  const member = { ...building, userId: 'u' };
  const message = { ...member, conversationId: 'c', messageId: 'm', kind: 'text', text: 'x', sentAt: at };
  const mission = { ...member, missionId: 'i', language: 'pt', requestedAt: at, request: 'x' } as const;
  const step = { ...member, missionId: 'i', stepId: 's1', intent: 'i', tool: 't', toolVersion: 1, attempts: 1 };
  const ticket = { ...member, ticketId: 't', reference: 'ABCDEF', area: 'unit', category: 'other' } as const;
  const stay = { ...building, reservationId: 'r', unitId: '1', checkIn: '2026-12-01', checkOut: '2026-12-02' };
  const day = { ...member, date: at.slice(0, 10), unitId: '1203' };
  const parcel = { ...day, parcelId: 'p', carrier: 'Correios', keptAt: 'B2' };
  const notOver = { endedAt: undefined };
  const notSettled = { settledAt: undefined };
  const stillHere = { status: 'received', endedAt: undefined } as const;
  const imported = { unitsCreated: 0, unitsChanged: 0, peopleAdded: 1, peopleChanged: 0 };
  const toDo = { status: 'open', finishedAt: undefined } as const;
  return [
    item(accessEntryEntity, {
      ...member,
      entryId: 'e',
      at,
      deviceId: 'gate',
      action: 'credential_used',
      outcome: 'done',
    }),
    item(parcelEntity, { ...parcel, status: 'collected', receivedBy: 'd', receivedAt: at, endedAt: at }, stillHere),
    item(dayArrivalEntity, { ...day, reservationId: 'r', status: 'checked_in' }),
    item(dayDepartureEntity, { ...day, reservationId: 'r', status: 'checked_out' }),
    item(dayVisitorEntity, {
      ...day,
      visitorId: 'v',
      visitorName: 'x',
      purpose: 'visit',
      from: '08:00',
      to: '12:00',
      status: 'left',
    }),
    item(dayParcelEntity, { ...parcel, status: 'collected' }),
    item(readingEntity, {
      ...building,
      deviceId: 'sink',
      readingId: 'r',
      at,
      receivedAt: at,
      measure: 'leak',
      value: true,
    }),
    item(
      episodeEntity,
      { ...building, episodeId: 'e', deviceId: 'sink', trouble: 'leak', status: 'over', openedAt: at, endedAt: at },
      { status: 'open', ...notOver },
    ),
    item(
      deviceOrderEntity,
      {
        ...member,
        orderId: 'o',
        deviceId: 'gate',
        command: { kind: 'open_door' },
        status: 'done',
        sentAt: at,
        settledAt: at,
      },
      { status: 'sent', ...notSettled },
    ),
    item(buildingChoiceEntity, { ...sender, ...building }),
    item(
      receiptEntity,
      { ...sender, receiptId: 'r', kind: 'message', state: 'processed', receivedAt: at, processedAt: at },
      { state: 'received', processedAt: undefined, body: 'x' },
    ),
    item(
      conversationEntity,
      {
        ...member,
        conversationId: 'c',
        channel: 'whatsapp',
        channelId: '1',
        state: 'resolved',
        openedAt: at,
        lastMessageAt: at,
        address: { kind: 'phone', value: '5511900000301' },
      },
      { state: 'active' },
    ),
    item(replyKeyEntity, { ...building, keyHash: 'h', messageId: 'm', at }),
    item(messageEntity, { ...message, direction: 'inbound', sender: 'person', status: 'received' }),
    item(deliveryEntity, { ...building, providerHash: 'p', conversationId: 'c', messageId: 'm' }),
    item(notificationEntity, {
      ...member,
      notificationId: 'n',
      kind: 'system',
      urgency: 'normal',
      title: 'x',
      body: 'x',
      aboutUserId: 'u',
    }),
    item(
      missionEntity,
      {
        ...mission,
        status: 'completed',
        finishedAt: at,
        intents: [{ intent: 'i', confidence: 1, sure: true, slots: {} }],
      },
      { status: 'running', finishedAt: undefined },
    ),
    item(
      stepEntity,
      { ...step, input: {}, dependsOn: [], status: 'completed', finishedAt: at },
      { status: 'running', finishedAt: undefined },
    ),
    item(activityEntity, {
      ...building,
      missionId: 'i',
      activityId: 'a',
      actor: { kind: 'human', id: 'u' },
      action: 'x',
      at,
    }),
    item(
      ticketEntity,
      { ...ticket, priority: 'normal', status: 'closed', description: 'x', openedAt: at, dueAt: at, finishedAt: at },
      { status: 'open', finishedAt: undefined },
    ),
    item(
      taskEntity,
      {
        ...building,
        taskId: 'k',
        kind: 'cleaning',
        department: 'housekeeping',
        priority: 'normal',
        readyAt: at,
        dueAt: at,
        openedBy: 'u',
        status: 'cancelled',
        finishedAt: at,
        cancelledBy: 'u',
      },
      toDo,
    ),
    item(
      rosterImportEntity,
      {
        ...building,
        importId: 'i',
        startedBy: 'u',
        startedAt: at,
        lines: 1,
        ...imported,
        status: 'applied',
        finishedAt: at,
      },
      { status: 'applying' },
    ),
    item(rosterStepEntity, {
      ...member,
      importId: 'i',
      stepId: 'person-u',
      kind: 'person',
      line: 2,
      at,
      wroteVersion: 1,
      named: true,
    }),
    item(verificationCodeEntity, { ...member, codeHash: 'h', roles: ['guest'], issuedBy: 'd', expiresAt: at }),
    item(verificationAttemptsEntity, { ...member, failedAt: [at] }),
    item(verificationRequestEntity, {
      ...member,
      status: 'pending',
      requestId: 'r',
      requestedAt: at,
      expiresAt: at,
    }),
    item(auditEntity, {
      ...building,
      auditId: deterministicId(since, 'a'),
      at,
      actor: { kind: 'user', id: 'u' },
      action: 'ticket.changed',
      resource: { type: 'ticket', id: 't' },
      outcome: 'done',
    }),
    item(auditSealEntity, sealOf(buildingId, hourOf(since), [], genesisOf(buildingId))),
    item(
      reservationEntity,
      {
        ...stay,
        confirmationNumber: 'ABCD1234',
        kind: 'stay',
        checkInTime: '15:00',
        checkOutTime: '11:00',
        source: 'direct',
        guestIds: [],
        bookedAt: at,
        status: 'cancelled',
        settledAt: at,
        reason: 'guest',
      },
      { status: 'requested' },
    ),
    item(
      confirmationEntity,
      { ...building, confirmationNumber: 'ABCD1234', reservationId: 'r', settledAt: at },
      { settledAt: undefined },
    ),
    item(pmsStayEntity, { ...building, pmsStayId: 's', externalVersion: 1, checkOut: at.slice(0, 10) }),
    item(guestStayEntity, { ...stay, userId: 'u', lead: true, settledAt: at }, { settledAt: undefined }),
    item(ticketEventEntity, { ...member, ticketId: 't', eventId: 'e', at, actorId: 'u', action: 'opened' }),
  ];
}
