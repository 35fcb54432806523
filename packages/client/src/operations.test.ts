import { accessRoutes } from '@bos/buildings/access/access-routes';
import { buildingRoutes } from '@bos/buildings/buildings/building-routes';
import { deviceRoutes } from '@bos/buildings/devices/device-routes';
import { unitRoutes } from '@bos/buildings/units/unit-routes';
import { conversationRoutes } from '@bos/conversations/conversations/conversation-routes';
import { notificationRoutes } from '@bos/conversations/notifications/notification-routes';
import { auditRoutes } from '@bos/governance/audit/audit-routes';
import { missionRoutes } from '@bos/missions/missions/mission-routes';
import { taskRoutes } from '@bos/operations/tasks/task-routes';
import { ticketRoutes } from '@bos/operations/tickets/ticket-routes';
import { peopleRoutes } from '@bos/people/people-routes';
import { rosterRoutes } from '@bos/people/roster/roster-routes';
import { channelRoutes } from '@bos/stays/channel-routes';
import { checkInLinkRoutes } from '@bos/stays/check-in/check-in-link-routes';
import { stayRoutes } from '@bos/stays/stay-routes';
import { describe, expect, test } from 'vitest';
import { operations } from './operations.ts';

const contracts = [
  ...buildingRoutes,
  ...unitRoutes,
  ...deviceRoutes,
  ...accessRoutes,
  ...peopleRoutes,
  ...rosterRoutes,
  ...conversationRoutes,
  ...missionRoutes,
  ...ticketRoutes,
  ...taskRoutes,
  ...stayRoutes,
  ...channelRoutes,
  ...checkInLinkRoutes,
  ...notificationRoutes,
  ...auditRoutes,
];

describe('the operations of the client', () => {
  test('are those of the contracts, at the same places', () => {
    const expected = contracts.map(({ operationId, method, path }): [string, unknown] => [
      operationId,
      { method, path },
    ]);
    expect(operations).toEqual(Object.fromEntries(expected));
  });
});
