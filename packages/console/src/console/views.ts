import type {
  listArrivalsRoute,
  listDayParcelsRoute,
  listDayVisitorsRoute,
  listDeparturesRoute,
} from '@bos/buildings/access/day/day-routes';
import type { listConversationsRoute, listMessagesRoute } from '@bos/conversations/conversations/conversation-routes';
import type { listNotificationsRoute } from '@bos/conversations/notifications/notification-routes';
import type { ResponseOf } from '@bos/http/route';
import type { getMissionRoute, listActivitiesRoute, listMissionsRoute } from '@bos/missions/missions/mission-routes';
import type { listTicketsRoute } from '@bos/operations/tickets/ticket-routes';
import type { getMeRoute, listPeopleRoute } from '@bos/people/persons/person-routes';
import type { getCheckInRoute, inviteGuestRoute, listCheckInsRoute } from '@bos/stays/check-in/check-in-routes';

/** What the API tells, by the names that the console uses. */
export type Me = ResponseOf<typeof getMeRoute>;
export type PersonView = ResponseOf<typeof listPeopleRoute>['items'][number];
export type ConversationView = ResponseOf<typeof listConversationsRoute>['items'][number];
export type MessageView = ResponseOf<typeof listMessagesRoute>['items'][number];
export type MissionView = ResponseOf<typeof listMissionsRoute>['items'][number];
export type MissionDetailView = ResponseOf<typeof getMissionRoute>;
export type StepView = MissionDetailView['steps'][number];
export type ActivityView = ResponseOf<typeof listActivitiesRoute>['items'][number];
export type TicketView = ResponseOf<typeof listTicketsRoute>['items'][number];
export type NotificationView = ResponseOf<typeof listNotificationsRoute>['items'][number];
export type DayVisitorView = ResponseOf<typeof listDayVisitorsRoute>['items'][number];
export type DayParcelView = ResponseOf<typeof listDayParcelsRoute>['items'][number];
export type DayArrivalView = ResponseOf<typeof listArrivalsRoute>['items'][number];
export type DayDepartureView = ResponseOf<typeof listDeparturesRoute>['items'][number];
export type Invitation = ResponseOf<typeof inviteGuestRoute>;
/** Papers as the list of them tells: without the documents. */
export type WaitingPapersView = ResponseOf<typeof listCheckInsRoute>['items'][number];
export type PapersView = ResponseOf<typeof getCheckInRoute>;
