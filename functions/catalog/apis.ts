import { accessRoutes } from '@bos/buildings/access/access-routes';
import { buildingRoutes } from '@bos/buildings/buildings/building-routes';
import { deviceRoutes } from '@bos/buildings/devices/device-routes';
import { unitRoutes } from '@bos/buildings/units/unit-routes';
import { conversationRoutes } from '@bos/conversations/conversations/conversation-routes';
import { notificationRoutes } from '@bos/conversations/notifications/notification-routes';
import { auditRoutes } from '@bos/governance/audit/audit-routes';
import type { RouteContract } from '@bos/http/route';
import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import { missionRoutes } from '@bos/missions/missions/mission-routes';
import { taskRoutes } from '@bos/operations/tasks/task-routes';
import { ticketRoutes } from '@bos/operations/tickets/ticket-routes';
import { peopleRoutes } from '@bos/people/people-routes';
import { rosterRoutes } from '@bos/people/roster/roster-routes';
import { channelRoutes } from '@bos/stays/channel-routes';
import { checkInLinkRoutes } from '@bos/stays/check-in/check-in-link-routes';
import { stayRoutes } from '@bos/stays/stay-routes';
import { QUEUES } from '../queue-definitions.ts';
import { HOME_ASSISTANT, READ_WRITE } from './rights.ts';
import { routesOf } from './routes.ts';

/** One function a resource: API Gateway has matched the route before the function starts. */
function api(resource: string, contracts: readonly RouteContract[], rights: readonly Right[]): FunctionDefinition {
  return {
    name: `api-${resource}`,
    description: `The API of ${resource}.`,
    entry: `functions/api/${resource}.ts`,
    trigger: routesOf(contracts),
    rights,
    timeoutSeconds: 15,
    memoryMegabytes: 512,
  };
}

/** What people and programs call. */
export const APIS: readonly FunctionDefinition[] = [
  // All may write: what they refuse, and whom they show in full, goes into the audit trail.
  // The function of timers connects the numbers that serve a new building.
  api('buildings', buildingRoutes, [...READ_WRITE, { kind: 'send', queue: QUEUES.timers.name }]),
  api('units', unitRoutes, READ_WRITE),
  api('people', peopleRoutes, READ_WRITE),
  api('roster', rosterRoutes, READ_WRITE),
  api('conversations', conversationRoutes, [...READ_WRITE, { kind: 'documents', access: 'read' }]),
  api('missions', missionRoutes, READ_WRITE),
  api('tickets', ticketRoutes, READ_WRITE),
  api('tasks', taskRoutes, READ_WRITE),
  // It makes links to documents that guests have sent.
  api('stays', stayRoutes, [...READ_WRITE, { kind: 'documents', access: 'read' }]),
  api('channels', channelRoutes, READ_WRITE),
  // It lets guests send documents, and looks at how they begin.
  api('check-in', checkInLinkRoutes, [...READ_WRITE, { kind: 'documents', access: 'read-write' }]),
  {
    name: 'api-calendars',
    description: 'The calendars of units, for whoever has their secret addresses.',
    entry: 'functions/api/calendars.ts',
    trigger: {
      kind: 'http',
      routes: [{ routeKey: 'GET /v1/buildings/{buildingId}/calendars/{token}', public: true }],
    },
    rights: [{ kind: 'table', access: 'read' }],
    timeoutSeconds: 15,
    memoryMegabytes: 512,
  },
  api('devices', deviceRoutes, [
    ...READ_WRITE,
    HOME_ASSISTANT,
    { kind: 'secret', name: 'device-webhook-secret' },
    // The function of timers tries again what waits for a device.
    { kind: 'send', queue: QUEUES.timers.name },
  ]),
  // The function of timers is told of each code at once, and sets its timer.
  api('access', accessRoutes, [...READ_WRITE, { kind: 'send', queue: QUEUES.timers.name }]),
  api('notifications', notificationRoutes, READ_WRITE),
  api('audit', auditRoutes, READ_WRITE),
  {
    name: 'api-openapi',
    description: 'The OpenAPI document of the API.',
    entry: 'functions/api/openapi.ts',
    trigger: { kind: 'http', routes: [{ routeKey: 'GET /openapi.json', public: true }] },
    rights: [],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
];
