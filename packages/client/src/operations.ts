import type {
  getBuildingRoute,
  getRetentionRoute,
  listBuildingsRoute,
  overrideRetentionRoute,
} from '@bos/buildings/buildings/building-routes';
import type { getDeviceRoute, listDevicesRoute } from '@bos/buildings/devices/device-routes';
import type { getUnitRoute, listUnitsRoute } from '@bos/buildings/units/unit-routes';
import type {
  getConversationRoute,
  handBackRoute,
  listConversationsRoute,
  listMessagesRoute,
  replyRoute,
  resolveRoute,
  takeOverRoute,
} from '@bos/conversations/conversations/conversation-routes';
import type {
  listNotificationsRoute,
  markNotificationReadRoute,
} from '@bos/conversations/notifications/notification-routes';
import type { listAuditRoute } from '@bos/governance/audit/audit-routes';
import type {
  cancelMissionRoute,
  getMissionRoute,
  listActivitiesRoute,
  listMissionsRoute,
} from '@bos/missions/missions/mission-routes';
import type {
  getTicketRoute,
  listTicketsRoute,
  openTicketRoute,
  updateTicketRoute,
} from '@bos/operations/tickets/ticket-routes';
import type { getMeRoute, getPersonRoute, listPeopleRoute } from '@bos/people/persons/person-routes';
import { operation } from './operation.ts';

const building = '/v1/buildings/{buildingId}';
const conversation = `${building}/conversations/{conversationId}`;

/** Every operation of the API, by the `operationId` of its contract. */
export const operations = {
  getMe: operation<typeof getMeRoute>('GET', '/v1/me'),
  listBuildings: operation<typeof listBuildingsRoute>('GET', '/v1/buildings'),
  getBuilding: operation<typeof getBuildingRoute>('GET', building),
  getRetention: operation<typeof getRetentionRoute>('GET', `${building}/retention`),
  overrideRetention: operation<typeof overrideRetentionRoute>('PUT', `${building}/retention`),
  listUnits: operation<typeof listUnitsRoute>('GET', `${building}/units`),
  getUnit: operation<typeof getUnitRoute>('GET', `${building}/units/{unitId}`),
  listDevices: operation<typeof listDevicesRoute>('GET', `${building}/devices`),
  getDevice: operation<typeof getDeviceRoute>('GET', `${building}/devices/{deviceId}`),
  listPeople: operation<typeof listPeopleRoute>('GET', `${building}/people`),
  getPerson: operation<typeof getPersonRoute>('GET', `${building}/people/{userId}`),
  listConversations: operation<typeof listConversationsRoute>('GET', `${building}/conversations`),
  getConversation: operation<typeof getConversationRoute>('GET', conversation),
  listMessages: operation<typeof listMessagesRoute>('GET', `${conversation}/messages`),
  replyToConversation: operation<typeof replyRoute>('POST', `${conversation}/messages`),
  takeOverConversation: operation<typeof takeOverRoute>('POST', `${conversation}/take-over`),
  handBackConversation: operation<typeof handBackRoute>('POST', `${conversation}/hand-back`),
  resolveConversation: operation<typeof resolveRoute>('POST', `${conversation}/resolve`),
  listMissions: operation<typeof listMissionsRoute>('GET', `${building}/missions`),
  getMission: operation<typeof getMissionRoute>('GET', `${building}/missions/{missionId}`),
  listMissionActivities: operation<typeof listActivitiesRoute>('GET', `${building}/missions/{missionId}/activities`),
  cancelMission: operation<typeof cancelMissionRoute>('POST', `${building}/missions/{missionId}/cancel`),
  listAudit: operation<typeof listAuditRoute>('GET', `${building}/audit`),
  listTickets: operation<typeof listTicketsRoute>('GET', `${building}/tickets`),
  getTicket: operation<typeof getTicketRoute>('GET', `${building}/tickets/{ticketId}`),
  openTicket: operation<typeof openTicketRoute>('POST', `${building}/tickets`),
  updateTicket: operation<typeof updateTicketRoute>('PATCH', `${building}/tickets/{ticketId}`),
  listNotifications: operation<typeof listNotificationsRoute>('GET', `${building}/notifications`),
  markNotificationRead: operation<typeof markNotificationReadRoute>(
    'POST',
    `${building}/notifications/{notificationId}/read`,
  ),
} as const;
