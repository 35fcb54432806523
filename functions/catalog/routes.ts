import { accessRoutes } from '@bos/buildings/access/access-routes';
import { buildingRoutes } from '@bos/buildings/buildings/building-routes';
import { deviceRoutes } from '@bos/buildings/devices/device-routes';
import { unitRoutes } from '@bos/buildings/units/unit-routes';
import { conversationRoutes } from '@bos/conversations/conversations/conversation-routes';
import { notificationRoutes } from '@bos/conversations/notifications/notification-routes';
import { auditRoutes } from '@bos/governance/audit/audit-routes';
import { type RouteContract, routeKey } from '@bos/http/route';
import type { Trigger } from '@bos/kernel/function-definition';
import { missionRoutes } from '@bos/missions/missions/mission-routes';
import { taskRoutes } from '@bos/operations/tasks/task-routes';
import { ticketRoutes } from '@bos/operations/tickets/ticket-routes';
import { peopleRoutes } from '@bos/people/people-routes';
import { rosterRoutes } from '@bos/people/roster/roster-routes';
import { channelRoutes } from '@bos/stays/channel-routes';
import { checkInLinkRoutes } from '@bos/stays/check-in/check-in-link-routes';
import { pmsWebhookRoute } from '@bos/stays/pms/pms-routes';
import { stayRoutes } from '@bos/stays/stay-routes';

/** Every operation of the public API. */
export const API_ROUTES: readonly RouteContract[] = [
  ...buildingRoutes,
  ...unitRoutes,
  ...peopleRoutes,
  ...rosterRoutes,
  ...conversationRoutes,
  ...missionRoutes,
  ...ticketRoutes,
  ...taskRoutes,
  ...stayRoutes,
  ...channelRoutes,
  ...deviceRoutes,
  ...accessRoutes,
  ...notificationRoutes,
  ...auditRoutes,
];

/** What those call who are signed in nowhere: other systems, by a signature, and guests, by the link that they were given. */
export const OPEN_ROUTES: readonly RouteContract[] = [pmsWebhookRoute, ...checkInLinkRoutes];

/** What calls a function of those operations. */
export function routesOf(contracts: readonly RouteContract[]): Trigger {
  return {
    kind: 'http',
    routes: contracts.map((contract) => ({ routeKey: routeKey(contract), public: contract.permission === 'public' })),
  };
}
