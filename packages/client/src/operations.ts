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
  getArrivalGuideRoute,
  getUnitArrivalGuideRoute,
  writeArrivalGuideRoute,
  writeUnitArrivalGuideRoute,
} from '@bos/buildings/buildings/arrival-guide-routes';
import type {
  changeBuildingRoute,
  createBuildingRoute,
  getBuildingRoute,
  getRetentionRoute,
  listBuildingsRoute,
  overrideRetentionRoute,
} from '@bos/buildings/buildings/building-routes';
import type {
  changeVendorRoute,
  createVendorRoute,
  getVendorRoute,
  listVendorsRoute,
  removeVendorRoute,
} from '@bos/buildings/buildings/vendor-routes';
import type {
  commandDeviceRoute,
  configureDeviceRoute,
  getDeviceRoute,
  listDevicesRoute,
  readDeviceRoute,
  removeDeviceRoute,
} from '@bos/buildings/devices/device-routes';
import type {
  getDeviceWebhookRoute,
  listDeviceTroublesRoute,
  listReadingsRoute,
} from '@bos/buildings/devices/readings/reading-routes';
import type { getSimulationRoute, setSimulationRoute } from '@bos/buildings/devices/simulation-routes';
import type {
  changeUnitRoute,
  createUnitRoute,
  createUnitsRoute,
  getUnitRoute,
  listUnitsRoute,
} from '@bos/buildings/units/unit-routes';
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
import type { getTaskRoute, listTasksRoute, moveTaskRoute, openTaskRoute } from '@bos/operations/tasks/task-routes';
import type {
  getTicketRoute,
  listTicketsRoute,
  openTicketRoute,
  updateTicketRoute,
} from '@bos/operations/tickets/ticket-routes';
import type {
  approveMergeRoute,
  listMergesRoute,
  proposeMergeRoute,
  refuseMergeRoute,
  undoMergeRoute,
} from '@bos/people/merge/merge-routes';
import type { listHistoryRoute } from '@bos/people/persons/history-routes';
import type { getMeRoute, getPersonRoute, listPeopleRoute } from '@bos/people/persons/person-routes';
import type { changePersonRoute, registerPersonRoute, signOutPersonRoute } from '@bos/people/persons/register-routes';
import type {
  listPreferencesRoute,
  notePreferenceRoute,
  removePreferenceRoute,
} from '@bos/people/preferences/preference-routes';
import type {
  getRosterImportRoute,
  importRosterRoute,
  previewRosterRoute,
  undoRosterRoute,
} from '@bos/people/roster/roster-routes';
import type {
  approveVerificationRoute,
  issueVerificationCodeRoute,
  listVerificationRequestsRoute,
  refuseVerificationRoute,
} from '@bos/people/verification/verification-routes';
import type {
  offerUploadRoute,
  ownCheckInRoute,
  removeDocumentRoute,
  submitDocumentsRoute,
} from '@bos/stays/check-in/check-in-link-routes';
import type {
  getCheckInRoute,
  inviteGuestRoute,
  listCheckInsRoute,
  reviewCheckInRoute,
} from '@bos/stays/check-in/check-in-routes';
import type {
  addCalendarLinkRoute,
  addFeedRoute,
  changeFeedRoute,
  importFeedRoute,
  listCalendarLinksRoute,
  listFeedsRoute,
  removeCalendarLinkRoute,
  removeFeedRoute,
} from '@bos/stays/feeds/feed-routes';
import type { connectPmsRoute, disconnectPmsRoute } from '@bos/stays/pms/pms-routes';
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
import type { changeStayRulesRoute, getStayRulesRoute } from '@bos/stays/rules/rules-routes';
import { operation } from './operation.ts';

const building = '/v1/buildings/{buildingId}';
const person = `${building}/people/{userId}`;
const verifications = `${building}/verification-requests`;
const merges = `${building}/merges`;
const device = `${building}/devices/{deviceId}`;
const credential = `${building}/credentials/{credentialId}`;
const visitor = `${building}/visitors/{visitorId}`;
const parcel = `${building}/parcels/{parcelId}`;
const day = `${building}/days/{date}`;
const conversation = `${building}/conversations/{conversationId}`;
const reservations = `${building}/reservations`;
const reservation = `${reservations}/{reservationId}`;
const checkInLink = `${building}/check-in/{token}`;
const feeds = `${building}/calendar-feeds`;
const calendarLinks = `${building}/units/{unitId}/calendar-links`;

/** Every operation of the API, by the `operationId` of its contract. */
export const operations = {
  getMe: operation<typeof getMeRoute>('GET', '/v1/me'),
  listBuildings: operation<typeof listBuildingsRoute>('GET', '/v1/buildings'),
  getBuilding: operation<typeof getBuildingRoute>('GET', building),
  createBuilding: operation<typeof createBuildingRoute>('POST', '/v1/buildings'),
  changeBuilding: operation<typeof changeBuildingRoute>('PATCH', building),
  getArrivalGuide: operation<typeof getArrivalGuideRoute>('GET', `${building}/arrival-guide`),
  writeArrivalGuide: operation<typeof writeArrivalGuideRoute>('PUT', `${building}/arrival-guide`),
  getUnitArrivalGuide: operation<typeof getUnitArrivalGuideRoute>('GET', `${building}/units/{unitId}/arrival-guide`),
  writeUnitArrivalGuide: operation<typeof writeUnitArrivalGuideRoute>(
    'PUT',
    `${building}/units/{unitId}/arrival-guide`,
  ),
  listVendors: operation<typeof listVendorsRoute>('GET', `${building}/vendors`),
  getVendor: operation<typeof getVendorRoute>('GET', `${building}/vendors/{vendorId}`),
  createVendor: operation<typeof createVendorRoute>('POST', `${building}/vendors`),
  changeVendor: operation<typeof changeVendorRoute>('PUT', `${building}/vendors/{vendorId}`),
  removeVendor: operation<typeof removeVendorRoute>('DELETE', `${building}/vendors/{vendorId}`),
  getRetention: operation<typeof getRetentionRoute>('GET', `${building}/retention`),
  overrideRetention: operation<typeof overrideRetentionRoute>('PUT', `${building}/retention`),
  listUnits: operation<typeof listUnitsRoute>('GET', `${building}/units`),
  getUnit: operation<typeof getUnitRoute>('GET', `${building}/units/{unitId}`),
  createUnit: operation<typeof createUnitRoute>('POST', `${building}/units`),
  createUnits: operation<typeof createUnitsRoute>('POST', `${building}/units/batch`),
  changeUnit: operation<typeof changeUnitRoute>('PATCH', `${building}/units/{unitId}`),
  listDevices: operation<typeof listDevicesRoute>('GET', `${building}/devices`),
  getDevice: operation<typeof getDeviceRoute>('GET', device),
  readDevice: operation<typeof readDeviceRoute>('GET', `${device}/state`),
  configureDevice: operation<typeof configureDeviceRoute>('PUT', device),
  removeDevice: operation<typeof removeDeviceRoute>('DELETE', device),
  getDeviceWebhook: operation<typeof getDeviceWebhookRoute>('GET', `${building}/device-webhook`),
  listReadings: operation<typeof listReadingsRoute>('GET', `${device}/readings`),
  listDeviceTroubles: operation<typeof listDeviceTroublesRoute>('GET', `${building}/device-troubles`),
  commandDevice: operation<typeof commandDeviceRoute>('POST', `${device}/commands`),
  getSimulation: operation<typeof getSimulationRoute>('GET', `${device}/simulation`),
  setSimulation: operation<typeof setSimulationRoute>('PUT', `${device}/simulation`),
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
  getPerson: operation<typeof getPersonRoute>('GET', person),
  registerPerson: operation<typeof registerPersonRoute>('POST', `${building}/people`),
  changePerson: operation<typeof changePersonRoute>('PATCH', person),
  signOutPerson: operation<typeof signOutPersonRoute>('POST', `${person}/sign-out`),
  listHistoryOfPerson: operation<typeof listHistoryRoute>('GET', `${person}/history/{kind}`),
  listPreferences: operation<typeof listPreferencesRoute>('GET', `${person}/preferences`),
  notePreference: operation<typeof notePreferenceRoute>('PUT', `${person}/preferences/{key}`),
  removePreference: operation<typeof removePreferenceRoute>('DELETE', `${person}/preferences/{key}`),
  issueVerificationCode: operation<typeof issueVerificationCodeRoute>('POST', `${person}/verification-codes`),
  listVerificationRequests: operation<typeof listVerificationRequestsRoute>('GET', verifications),
  approveVerification: operation<typeof approveVerificationRoute>('POST', `${verifications}/{requestId}/approve`),
  refuseVerification: operation<typeof refuseVerificationRoute>('POST', `${verifications}/{requestId}/refuse`),
  proposeMerge: operation<typeof proposeMergeRoute>('POST', merges),
  listMerges: operation<typeof listMergesRoute>('GET', merges),
  approveMerge: operation<typeof approveMergeRoute>('POST', `${merges}/{mergeId}/approve`),
  refuseMerge: operation<typeof refuseMergeRoute>('POST', `${merges}/{mergeId}/refuse`),
  undoMerge: operation<typeof undoMergeRoute>('POST', `${merges}/{mergeId}/undo`),
  previewRoster: operation<typeof previewRosterRoute>('POST', `${building}/roster/preview`),
  importRoster: operation<typeof importRosterRoute>('POST', `${building}/roster/imports`),
  getRosterImport: operation<typeof getRosterImportRoute>('GET', `${building}/roster/imports/{importId}`),
  undoRosterImport: operation<typeof undoRosterRoute>('POST', `${building}/roster/imports/{importId}/undo`),
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
  listTasks: operation<typeof listTasksRoute>('GET', `${building}/tasks`),
  getTask: operation<typeof getTaskRoute>('GET', `${building}/tasks/{taskId}`),
  openTask: operation<typeof openTaskRoute>('POST', `${building}/tasks`),
  moveTask: operation<typeof moveTaskRoute>('PATCH', `${building}/tasks/{taskId}`),
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
  getStayRules: operation<typeof getStayRulesRoute>('GET', `${building}/stay-rules`),
  changeStayRules: operation<typeof changeStayRulesRoute>('PUT', `${building}/stay-rules`),
  inviteGuest: operation<typeof inviteGuestRoute>('POST', `${reservation}/journey/invitation`),
  getCheckIn: operation<typeof getCheckInRoute>('GET', `${reservation}/journey`),
  reviewCheckIn: operation<typeof reviewCheckInRoute>('POST', `${reservation}/journey/review`),
  listCheckIns: operation<typeof listCheckInsRoute>('GET', `${building}/journeys`),
  getOwnCheckIn: operation<typeof ownCheckInRoute>('GET', checkInLink),
  offerCheckInDocument: operation<typeof offerUploadRoute>('POST', `${checkInLink}/documents`),
  removeCheckInDocument: operation<typeof removeDocumentRoute>('DELETE', `${checkInLink}/documents/{documentId}`),
  submitCheckInDocuments: operation<typeof submitDocumentsRoute>('POST', `${checkInLink}/submission`),
  connectPms: operation<typeof connectPmsRoute>('PUT', `${building}/pms`),
  disconnectPms: operation<typeof disconnectPmsRoute>('DELETE', `${building}/pms`),
  addCalendarFeed: operation<typeof addFeedRoute>('POST', feeds),
  listCalendarFeeds: operation<typeof listFeedsRoute>('GET', feeds),
  changeCalendarFeed: operation<typeof changeFeedRoute>('PATCH', `${feeds}/{feedId}`),
  removeCalendarFeed: operation<typeof removeFeedRoute>('DELETE', `${feeds}/{feedId}`),
  importCalendarFeed: operation<typeof importFeedRoute>('POST', `${feeds}/{feedId}/import`),
  addCalendarLink: operation<typeof addCalendarLinkRoute>('POST', calendarLinks),
  listCalendarLinks: operation<typeof listCalendarLinksRoute>('GET', calendarLinks),
  removeCalendarLink: operation<typeof removeCalendarLinkRoute>('DELETE', `${calendarLinks}/{linkId}`),
  listNotifications: operation<typeof listNotificationsRoute>('GET', `${building}/notifications`),
  markNotificationRead: operation<typeof markNotificationReadRoute>(
    'POST',
    `${building}/notifications/{notificationId}/read`,
  ),
} as const;
