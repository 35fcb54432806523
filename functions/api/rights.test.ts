import { routeKey } from '@bos/http/route';
import { ROLES } from '@bos/kernel/role';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { beforeAll, describe, expect, test } from 'vitest';
import { API_ROUTES } from '../catalog.ts';
import { type ApiWorld, apiWorld } from './testing/api-world.ts';
import type { ApiCall } from './testing/call.ts';

/**
 * Who may call what, on things that belong to somebody else. 200 stands for any success. `none` is a member without a
 * role, `away` a manager of another building, `gone` somebody whose membership has ended.
 */
const EXPECTED = `
| operation             | admin | manager | front_desk | concierge | housekeeping | maintenance | developer | viewer | resident | owner | guest | provider | none | away | gone |
| listBuildings         | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 200  | 200  |
| getMe                 | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 200  | 200  |
| getBuilding           | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| getRetention          | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| overrideRetention     | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listUnits             | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getUnit               | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listPeople            | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getPerson             | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listConversations     | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 200  | 404  | 404  |
| getConversation       | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 404  | 404  | 404  |
| listMessages          | 200   | 200     | 200        | 200       | 404          | 404         | 404       | 404    | 404      | 404   | 404   | 404      | 404  | 404  | 404  |
| replyToConversation   | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| takeOverConversation  | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| handBackConversation  | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| resolveConversation   | 200   | 200     | 200        | 200       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listMissions          | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| getMission            | 200   | 200     | 200        | 200       | 404          | 404         | 200       | 200    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| listMissionActivities | 200   | 200     | 200        | 200       | 404          | 404         | 200       | 200    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| cancelMission         | 200   | 200     | 200        | 403       | 404          | 404         | 403       | 403    | 404      | 404   | 404   | 403      | 403  | 404  | 404  |
| listTickets           | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| getTicket             | 200   | 200     | 200        | 200       | 200          | 200         | 404       | 200    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| openTicket            | 200   | 200     | 200        | 200       | 200          | 200         | 403       | 403    | 200      | 200   | 200   | 403      | 403  | 404  | 404  |
| updateTicket          | 200   | 200     | 200        | 200       | 200          | 200         | 404       | 403    | 404      | 404   | 404   | 404      | 403  | 404  | 404  |
| listDevices           | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| getDevice             | 200   | 200     | 200        | 200       | 403          | 200         | 200       | 200    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
| listNotifications     | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| markNotificationRead  | 200   | 200     | 200        | 200       | 200          | 200         | 200       | 200    | 200      | 200   | 200   | 200      | 403  | 404  | 404  |
| listAudit             | 200   | 200     | 403        | 403       | 403          | 403         | 403       | 403    | 403      | 403   | 403   | 403      | 403  | 404  | 404  |
`;

const [[, ...people] = [], ...rows] = EXPECTED.trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
const cells = rows.flatMap(([operation = '', ...statuses]) =>
  people.map((who, column) => ({ operation, who, status: Number(statuses[column]) })),
);
const TICKET = { category: 'plumbing', area: 'common', description: 'A tap drips.' };

function callOf(operation: string, who: string): ApiCall {
  const route = API_ROUTES.find(({ operationId }) => operationId === operation);
  if (!route) throw new Error(`no operation ${operation}`);
  const escalated = operation === 'handBackConversation';
  const params = {
    buildingId: 'home',
    unitId: '1203',
    userId: 'neighbour',
    deviceId: 'gate',
    conversationId: `${escalated ? 'e' : 'c'}-${who}`,
    missionId: `m-${who}`,
    ticketId: `t-${who}`,
    notificationId: 'n1',
  };
  const named = Object.entries(params).filter(([name]) => route.path.includes(`{${name}}`));
  const bodies: Record<string, unknown> = {
    replyToConversation: { text: 'Good morning.' },
    openTicket: TICKET,
    updateTicket: { comment: 'On my way.' },
    overrideRetention: {},
  };
  return {
    routeKey: routeKey(route),
    params: Object.fromEntries(named),
    as: who,
    ...(operation in bodies && { body: bodies[operation] }),
    // Of those who may, the manager comes second: the building is no longer at its first version.
    ...(route.ifMatch === 'required' && {
      headers: { 'if-match': `"${operation === 'overrideRetention' && who === 'manager' ? 2 : 1}"` },
    }),
  };
}

describe('rights of the API', () => {
  const clock = virtualClock();
  let world: ApiWorld;

  beforeAll(async () => {
    world = await apiWorld({ ...createMemoryTable({ clock }), clock, ids: seededIds(clock) });
    await world.addMember('home', 'neighbour', ['resident'], ['0704']);
    for (const role of ROLES) await world.addMember('home', role, [role]);
    await world.addMember('home', 'none', []);
    await world.addMember('elsewhere', 'away', ['manager']);
    await world.addMember('home', 'gone', ['manager']);
    await world.endMembership('home', 'gone');
    for (const who of people) await world.addThings(who, 'neighbour');
  });

  test('the table names every role and every operation', () => {
    expect(people).toEqual([...ROLES, 'none', 'away', 'gone']);
    expect(rows.map(([operation]) => operation).sort()).toEqual(
      API_ROUTES.map(({ operationId }) => operationId).sort(),
    );
  });

  test.each(cells)('$operation by $who: $status', async ({ operation, who, status }) => {
    const answer = await world.call(callOf(operation, who));
    const success = answer.status !== undefined && answer.status < 300;
    expect(success ? 200 : answer.status, JSON.stringify(answer.body)).toBe(status);
  });

  test.each(rows.map(([operation = '']) => operation))('%s without a token: 401', async (operation) => {
    const { as: _as, ...anonymous } = callOf(operation, 'admin');
    expect((await world.call(anonymous)).status).toBe(401);
  });

  test.each(rows.map(([operation = '']) => operation))(
    '%s by an unknown subject answers 401 or 404',
    async (operation) => {
      const call = callOf(operation, 'admin');
      const expected = call.params && 'buildingId' in call.params ? 404 : 401;
      expect((await world.call({ ...call, as: 'nobody' })).status).toBe(expected);
    },
  );
});
