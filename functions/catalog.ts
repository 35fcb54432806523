import { accessRoutes } from '@bos/buildings/access/access-routes';
import { buildingRoutes } from '@bos/buildings/buildings/building-routes';
import { deviceRoutes } from '@bos/buildings/devices/device-routes';
import { unitRoutes } from '@bos/buildings/units/unit-routes';
import { conversationRoutes } from '@bos/conversations/conversations/conversation-routes';
import { notificationRoutes } from '@bos/conversations/notifications/notification-routes';
import { auditRoutes } from '@bos/governance/audit/audit-routes';
import { type RouteContract, routeKey } from '@bos/http/route';
import type { FunctionDefinition, Right, Trigger } from '@bos/kernel/function-definition';
import { missionRoutes } from '@bos/missions/missions/mission-routes';
import { taskRoutes } from '@bos/operations/tasks/task-routes';
import { ticketRoutes } from '@bos/operations/tickets/ticket-routes';
import { peopleRoutes } from '@bos/people/people-routes';
import { rosterRoutes } from '@bos/people/roster/roster-routes';
import { channelRoutes } from '@bos/stays/channel-routes';
import { checkInLinkRoutes } from '@bos/stays/check-in/check-in-routes';
import { pmsWebhookRoute } from '@bos/stays/pms/pms-routes';
import { stayRoutes } from '@bos/stays/stay-routes';
import { QUEUES } from './queue-definitions.ts';
import { ROUTED_PATTERNS } from './streams/routed-changes.ts';

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

const READ: readonly Right[] = [{ kind: 'table', access: 'read' }, { kind: 'data-key' }];
const READ_WRITE: readonly Right[] = [{ kind: 'table', access: 'read-write' }, { kind: 'data-key' }];

/** Of whoever commands devices: addresses and tokens of the buildings' Home Assistants. */
const HOME_ASSISTANT: Right = { kind: 'secret', name: 'home-assistant' };

/** The offline understanding, and the lexicon by which questions meet answers. */
const MODEL = 'packages/agents/model';

function routesOf(contracts: readonly RouteContract[]): Trigger {
  return {
    kind: 'http',
    routes: contracts.map((contract) => ({ routeKey: routeKey(contract), public: contract.permission === 'public' })),
  };
}

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

function missionStep(
  name: string,
  description: string,
  rights: readonly Right[],
  timeoutSeconds = 30,
): FunctionDefinition {
  return {
    name: `mission-${name}`,
    description,
    entry: `functions/missions/${name}.ts`,
    trigger: { kind: 'mission-step' },
    rights,
    timeoutSeconds,
    memoryMegabytes: 512,
  };
}

/** Reads a queue of received messages with the whole persona. */
function inbound(queue: string, description: string, concurrency: number): FunctionDefinition {
  return {
    name: `queue-${queue}`,
    description,
    entry: 'functions/queues/inbound.ts',
    trigger: { kind: 'queue', queue, batchSize: 10, concurrency },
    rights: READ_WRITE,
    timeoutSeconds: 30,
    memoryMegabytes: 1024,
    assets: [MODEL],
  };
}

/** What runs: everything that has a trigger, on AWS and on one machine alike. */
export const CATALOG: readonly FunctionDefinition[] = [
  {
    name: 'webhook-whatsapp',
    description: 'Takes WhatsApp’s webhook: checks the signature, stores each message, acknowledges.',
    entry: 'functions/webhooks/whatsapp.ts',
    trigger: {
      kind: 'http',
      routes: [
        { routeKey: 'GET /webhooks/whatsapp', public: true },
        { routeKey: 'POST /webhooks/whatsapp', public: true },
      ],
    },
    // It reads the platform's wrapped key, and makes it before the first message of all.
    rights: [
      ...READ_WRITE,
      { kind: 'secret', name: 'whatsapp-app-secret' },
      { kind: 'secret', name: 'whatsapp-verify-token' },
    ],
    timeoutSeconds: 10,
    memoryMegabytes: 1024,
  },
  {
    name: 'webhook-devices',
    description: 'Takes what sensors and meters report: checks the signature, puts each value in line, acknowledges.',
    entry: 'functions/webhooks/devices.ts',
    trigger: { kind: 'http', routes: [{ routeKey: 'POST /webhooks/devices/{buildingId}', public: true }] },
    rights: [
      { kind: 'send', queue: QUEUES.devices.name },
      { kind: 'secret', name: 'device-webhook-secret' },
    ],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    name: 'webhook-pms',
    description: 'Takes stays from the property management systems of buildings, signed with their secrets.',
    entry: 'functions/webhooks/pms.ts',
    trigger: routesOf([pmsWebhookRoute]),
    rights: READ_WRITE,
    timeoutSeconds: 15,
    memoryMegabytes: 512,
  },
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
  api('devices', deviceRoutes, [...READ_WRITE, HOME_ASSISTANT, { kind: 'secret', name: 'device-webhook-secret' }]),
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
  {
    name: 'stream-router',
    description: 'Sends what changed to the queue that works on it.',
    entry: 'functions/streams/router.ts',
    trigger: { kind: 'stream', batchSize: 100, patterns: ROUTED_PATTERNS },
    rights: [
      ...READ,
      { kind: 'send', queue: QUEUES.inbound.name },
      { kind: 'send', queue: QUEUES.emergency.name },
      { kind: 'send', queue: QUEUES.outbound.name },
      { kind: 'send', queue: QUEUES.media.name },
      { kind: 'send', queue: QUEUES.missions.name },
      { kind: 'send', queue: QUEUES.timers.name },
      { kind: 'send', queue: QUEUES.devices.name },
    ],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
    assets: [MODEL],
  },
  inbound(QUEUES.inbound.name, 'Reads what people wrote and decides what to do.', 8),
  inbound(QUEUES.emergency.name, 'Answers danger at once, before everything else.', 8),
  {
    name: 'queue-outbound',
    description: 'Delivers queued messages to WhatsApp.',
    entry: 'functions/queues/outbound.ts',
    trigger: { kind: 'queue', queue: QUEUES.outbound.name, batchSize: 10, concurrency: 8 },
    rights: [
      ...READ_WRITE,
      { kind: 'secret', name: 'whatsapp-access-token' },
      { kind: 'parameter', name: 'whatsapp-graph-url' },
    ],
    // Ten messages to one person stand in line, and a call may take ten seconds.
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-media',
    description: 'Fetches the pictures and files that people send, and stores them.',
    entry: 'functions/queues/media.ts',
    trigger: { kind: 'queue', queue: QUEUES.media.name, batchSize: 4, concurrency: 4 },
    rights: [
      ...READ_WRITE,
      { kind: 'documents', access: 'read-write' },
      { kind: 'secret', name: 'whatsapp-access-token' },
      { kind: 'parameter', name: 'whatsapp-graph-url' },
    ],
    // Four side by side: ten seconds to find a file, fifty to read it, and some to store its end.
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-missions',
    description: 'Starts requested missions.',
    entry: 'functions/queues/missions.ts',
    trigger: { kind: 'queue', queue: QUEUES.missions.name, batchSize: 10, concurrency: 4 },
    rights: [{ kind: 'missions', access: 'start' }],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-timers',
    description: 'Looks at what is due: tickets, tasks, missions, codes, stays; tells people of parcels and codes.',
    entry: 'functions/queues/timers.ts',
    trigger: { kind: 'queue', queue: QUEUES.timers.name, batchSize: 10, concurrency: 4 },
    rights: [
      ...READ_WRITE,
      { kind: 'missions', access: 'end' },
      { kind: 'schedule', queue: QUEUES.timers.name },
      // What is due already is sent at once.
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 60,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-devices',
    description: 'Keeps what devices report, and sees to leaks, smoke, empty batteries and silence.',
    entry: 'functions/queues/devices.ts',
    trigger: { kind: 'queue', queue: QUEUES.devices.name, batchSize: 10, concurrency: 4 },
    rights: READ_WRITE,
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  missionStep('plan', 'Plans the steps of a mission from what was understood.', READ_WRITE),
  missionStep('validate', 'Refuses steps that the plan must not hold.', READ_WRITE),
  missionStep('advance', 'Decides which steps are ready.', READ_WRITE),
  {
    // The function of timers is told of each code that it changes, and sets its timer.
    ...missionStep(
      'execute-step',
      'Runs one step through its tool.',
      [...READ_WRITE, HOME_ASSISTANT, { kind: 'send', queue: QUEUES.timers.name }],
      60,
    ),
    assets: [MODEL],
  },
  missionStep('compensate', 'Takes back what a failed mission had done.', READ_WRITE, 60),
  missionStep('conclude', 'Ends a mission and replies with what happened.', READ_WRITE),
  {
    name: 'schedule-sweep',
    description: 'Drives again what has been pending for more than a minute.',
    entry: 'functions/schedules/sweep.ts',
    trigger: { kind: 'schedule', everySeconds: 60 },
    rights: [
      ...READ,
      { kind: 'send', queue: QUEUES.inbound.name },
      { kind: 'send', queue: QUEUES.outbound.name },
      { kind: 'send', queue: QUEUES.media.name },
      { kind: 'send', queue: QUEUES.missions.name },
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 50,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-retention',
    description: 'Resolves conversations that nobody writes in, and forgets who has left or was never known.',
    entry: 'functions/schedules/retention.ts',
    // Twice a day: no alarm can wait two days for a function that did not run.
    trigger: { kind: 'schedule', everySeconds: 43_200 },
    rights: [
      { kind: 'table', access: 'read-write' },
      { kind: 'data-key', destroys: true },
      { kind: 'documents', access: 'read-write' },
    ],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-seal-audit',
    description: 'Closes the hours of the audit trails that are over, each with a hash over its records.',
    entry: 'functions/schedules/seal-audit.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: [{ kind: 'table', access: 'read-write' }],
    // A day that was missed is caught up for 10,000 buildings.
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-forget-documents',
    description: 'Removes the identity documents of guests whose time is over.',
    entry: 'functions/schedules/forget-documents.ts',
    trigger: { kind: 'schedule', everySeconds: 43_200 },
    rights: [...READ_WRITE, { kind: 'documents', access: 'read-write' }],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-import-calendars',
    description: 'Imports the calendars of units that others keep.',
    entry: 'functions/schedules/import-calendars.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: READ_WRITE,
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-reconcile-access',
    description: 'Holds locks, stays, parcels and tasks against what should be, and ends the permissions of visitors.',
    entry: 'functions/schedules/reconcile-access.ts',
    trigger: { kind: 'schedule', everySeconds: 3_600 },
    rights: [
      ...READ_WRITE,
      { kind: 'schedule', queue: QUEUES.timers.name },
      // What is due already is sent at once.
      { kind: 'send', queue: QUEUES.timers.name },
    ],
    timeoutSeconds: 900,
    memoryMegabytes: 512,
  },
  {
    name: 'schedule-watch-devices',
    description: 'Notices silent devices, and finds out what became of commands that broke off.',
    entry: 'functions/schedules/watch-devices.ts',
    trigger: { kind: 'schedule', everySeconds: 300 },
    rights: [...READ_WRITE, HOME_ASSISTANT, { kind: 'send', queue: QUEUES.devices.name }],
    timeoutSeconds: 280,
    memoryMegabytes: 512,
  },
];
