import { credentialEntity } from '@bos/buildings/access/credentials/credential';
import { dayArrivalEntity } from '@bos/buildings/access/day/day-list';
import { logAccess } from '@bos/buildings/access/log/access-entry';
import { parcelEntity } from '@bos/buildings/access/parcels/parcel';
import { visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { type Conversation, conversationEntity } from '@bos/conversations/conversations/conversation';
import { messageEntity } from '@bos/conversations/messages/message';
import { notificationEntity } from '@bos/conversations/notifications/notification';
import { activityEntity } from '@bos/missions/missions/activity';
import { missionEntity } from '@bos/missions/missions/mission';
import { stepEntity } from '@bos/missions/missions/step';
import { taskEntity } from '@bos/operations/tasks/task';
import type { OpenTicketCommand } from '@bos/operations/tickets/open-ticket';
import { create, type WriteOperation } from '@bos/table/write';

/** The building in which things happen. */
export const HOME = 'home';
const NOW = '2026-11-22T12:00:00.000Z';

/** A day that is far off. */
export const DAY_OF_THINGS = '2030-01-31';

/** What the operations of access are given, by operation. */
export const ACCESS_BODIES: Readonly<Record<string, unknown>> = {
  issueCredential: { userId: 'carla', kind: 'code', deviceIds: ['gate'], validFrom: `${DAY_OF_THINGS}T12:00:00.000Z` },
  changeCredential: { validUntil: `${DAY_OF_THINGS}T14:00:00.000Z` },
  announceVisitor: {
    unitId: '1203',
    visitorName: 'Beatriz',
    purpose: 'visit',
    times: { kind: 'once', expectedAt: NOW, until: `${DAY_OF_THINGS}T12:00:00.000Z` },
  },
  changeVisitor: { change: 'cancel' },
  receiveParcel: { unitId: '1203', userId: 'carla', carrier: 'Correios', keptAt: 'B2' },
  closeParcel: { status: 'collected' },
  openTask: { kind: 'cleaning', department: 'housekeeping', dueAt: `${DAY_OF_THINGS}T12:00:00.000Z` },
  moveTask: { move: 'claim' },
};

/** A code, a visitor, a parcel, a line of a day's list and an entry of the access log. */
export function accessThings(name: string, userId: string, buildingId = HOME): WriteOperation[] {
  const thing = { buildingId, userId, unitId: '1203' };
  return [
    create(credentialEntity, {
      ...thing,
      status: 'pending',
      credentialId: `k-${name}`,
      kind: 'code',
      deviceIds: ['gate'],
      placedOn: [],
      validFrom: `${DAY_OF_THINGS}T12:00:00.000Z`,
      issuedBy: 'desk',
      tries: 0,
      secret: '739105',
    }),
    create(visitorEntity, {
      ...thing,
      status: 'announced',
      visitorId: `v-${name}`,
      announcedBy: userId,
      visitorName: 'Beatriz',
      purpose: 'visit',
      times: { kind: 'once', expectedAt: NOW, until: `${DAY_OF_THINGS}T12:00:00.000Z` },
    }),
    create(parcelEntity, {
      ...thing,
      status: 'received',
      parcelId: `p-${name}`,
      carrier: 'Correios',
      keptAt: 'B2',
      receivedBy: 'desk',
      receivedAt: NOW,
      date: NOW.slice(0, 10),
    }),
    create(dayArrivalEntity, { ...thing, date: DAY_OF_THINGS, reservationId: `r-${name}`, status: 'expected' }),
    create(taskEntity, {
      status: 'open',
      buildingId,
      taskId: `w-${name}`,
      kind: 'cleaning',
      department: 'housekeeping',
      priority: 'normal',
      unitId: '1203',
      readyAt: NOW,
      dueAt: `${DAY_OF_THINGS}T12:00:00.000Z`,
      openedBy: 'desk',
    }),
    logAccess({
      ...thing,
      deviceId: 'gate',
      action: 'credential_used',
      outcome: 'done',
      happening: name,
      at: new Date(NOW),
    }),
  ];
}

/** An active and an escalated conversation, a message, a mission with a step and an activity, a notification. */
export function things(name: string, userId: string, buildingId = HOME): WriteOperation[] {
  const conversation: Conversation = {
    buildingId,
    conversationId: `c-${name}`,
    userId,
    channel: 'whatsapp',
    channelId: '1',
    state: 'active',
    openedAt: NOW,
    lastMessageAt: NOW,
    address: { kind: 'phone', value: '5511900000301' },
  };
  const ofMission = { buildingId, missionId: `m-${name}` };
  return [
    create(conversationEntity, conversation),
    create<Conversation>(conversationEntity, { ...conversation, conversationId: `e-${name}`, state: 'escalated' }),
    create(messageEntity, {
      buildingId,
      conversationId: `c-${name}`,
      userId,
      messageId: 'm1',
      direction: 'inbound',
      sender: 'person',
      kind: 'text',
      text: 'it drips',
      status: 'received',
      sentAt: NOW,
    }),
    create(missionEntity, {
      ...ofMission,
      userId,
      language: 'en',
      status: 'running',
      requestedAt: NOW,
      intents: [{ intent: 'maintenance.report', confidence: 0.9, sure: true, slots: { place: 'kitchen' } }],
      request: 'it drips',
    }),
    create(stepEntity, {
      ...ofMission,
      stepId: 's1',
      userId,
      intent: 'maintenance.report',
      tool: 'tickets.open',
      toolVersion: 1,
      input: { description: 'it drips' },
      dependsOn: [],
      status: 'completed',
      attempts: 1,
      output: { ticketId: 't' },
    }),
    create(activityEntity, {
      ...ofMission,
      activityId: 'a1',
      actor: { kind: 'human', id: userId },
      action: 'requested',
      at: NOW,
    }),
    create(notificationEntity, {
      buildingId,
      userId: name,
      notificationId: 'n1',
      kind: 'service_request',
      urgency: 'normal',
      title: 'New',
      body: 'it drips',
      aboutUserId: userId,
    }),
  ];
}

export function ticketOf(name: string, userId: string, buildingId = HOME): OpenTicketCommand {
  return {
    buildingId,
    ticketId: `t-${name}`,
    userId,
    area: 'unit',
    category: 'plumbing',
    priority: 'normal',
    description: 'drips',
    place: 'kitchen',
    openedAt: new Date(NOW),
  };
}
