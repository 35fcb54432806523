import type {
  changeCredentialRoute,
  getCredentialRoute,
  issueCredentialRoute,
  listCredentialsRoute,
  revokeCredentialRoute,
} from '@bos/buildings/access/credentials/credential-routes';
import type {
  listArrivalsRoute,
  listDayParcelsRoute,
  listDayVisitorsRoute,
  listDeparturesRoute,
} from '@bos/buildings/access/day/day-routes';
import type { listAccessLogRoute } from '@bos/buildings/access/log/access-log-routes';
import type {
  closeParcelRoute,
  getParcelRoute,
  listParcelsRoute,
  receiveParcelRoute,
} from '@bos/buildings/access/parcels/parcel-routes';
import type {
  announceVisitorRoute,
  changeVisitorRoute,
  getVisitorRoute,
  listVisitorsRoute,
} from '@bos/buildings/access/visitors/visitor-routes';
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
import type {
  cancelReservationRoute,
  changeGuestsRoute,
  checkInRoute,
  checkOutRoute,
  confirmReservationRoute,
  createReservationRoute,
  extendStayRoute,
  getReservationRoute,
  lateCheckOutRoute,
  listReservationGuestsRoute,
  listReservationsRoute,
  markNoShowRoute,
  moveReservationRoute,
} from '@bos/stays/reservations/reservation-routes';
import { operation } from './operation.ts';

const building = '/v1/buildings/{buildingId}';
const credential = `${building}/credentials/{credentialId}`;
const visitor = `${building}/visitors/{visitorId}`;
const parcel = `${building}/parcels/{parcelId}`;
const day = `${building}/days/{date}`;
const conversation = `${building}/conversations/{conversationId}`;
const reservations = `${building}/reservations`;
const reservation = `${reservations}/{reservationId}`;

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
  listCredentials: operation<typeof listCredentialsRoute>('GET', `${building}/credentials`),
  getCredential: operation<typeof getCredentialRoute>('GET', credential),
  issueCredential: operation<typeof issueCredentialRoute>('POST', `${building}/credentials`),
  changeCredential: operation<typeof changeCredentialRoute>('PATCH', credential),
  revokeCredential: operation<typeof revokeCredentialRoute>('DELETE', credential),
  listVisitors: operation<typeof listVisitorsRoute>('GET', `${building}/visitors`),
  getVisitor: operation<typeof getVisitorRoute>('GET', visitor),
  announceVisitor: operation<typeof announceVisitorRoute>('POST', `${building}/visitors`),
  changeVisitor: operation<typeof changeVisitorRoute>('PATCH', visitor),
  listParcels: operation<typeof listParcelsRoute>('GET', `${building}/parcels`),
  getParcel: operation<typeof getParcelRoute>('GET', parcel),
  receiveParcel: operation<typeof receiveParcelRoute>('POST', `${building}/parcels`),
  closeParcel: operation<typeof closeParcelRoute>('PATCH', parcel),
  listArrivals: operation<typeof listArrivalsRoute>('GET', `${day}/arrivals`),
  listDepartures: operation<typeof listDeparturesRoute>('GET', `${day}/departures`),
  listDayVisitors: operation<typeof listDayVisitorsRoute>('GET', `${day}/visitors`),
  listDayParcels: operation<typeof listDayParcelsRoute>('GET', `${day}/parcels`),
  listAccessLog: operation<typeof listAccessLogRoute>('GET', `${building}/access-log`),
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
  createReservation: operation<typeof createReservationRoute>('POST', reservations),
  listReservations: operation<typeof listReservationsRoute>('GET', reservations),
  getReservation: operation<typeof getReservationRoute>('GET', reservation),
  listReservationGuests: operation<typeof listReservationGuestsRoute>('GET', `${reservation}/guests`),
  moveReservation: operation<typeof moveReservationRoute>('PATCH', reservation),
  changeReservationGuests: operation<typeof changeGuestsRoute>('PUT', `${reservation}/guests`),
  confirmReservation: operation<typeof confirmReservationRoute>('POST', `${reservation}/confirm`),
  cancelReservation: operation<typeof cancelReservationRoute>('POST', `${reservation}/cancel`),
  checkIn: operation<typeof checkInRoute>('POST', `${reservation}/check-in`),
  checkOut: operation<typeof checkOutRoute>('POST', `${reservation}/check-out`),
  markNoShow: operation<typeof markNoShowRoute>('POST', `${reservation}/no-show`),
  extendStay: operation<typeof extendStayRoute>('POST', `${reservation}/extend`),
  grantLateCheckOut: operation<typeof lateCheckOutRoute>('POST', `${reservation}/late-check-out`),
  listNotifications: operation<typeof listNotificationsRoute>('GET', `${building}/notifications`),
  markNotificationRead: operation<typeof markNotificationReadRoute>(
    'POST',
    `${building}/notifications/{notificationId}/read`,
  ),
} as const;
