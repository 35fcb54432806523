import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { activityView, missionDetailView, missionView } from './mission-views.ts';

const TAG = 'Missions';
const path = '/v1/buildings/{buildingId}/missions';
const building = z.object({ buildingId: z.string() });
const mission = building.extend({
  missionId: pathId,
});
const OWN = 'Without `missions:read` these are your own; any other id answers 404.';
const WORDS = 'What the person said is shown to them and to holders of `messages:read`.';

export const listMissionsRoute = defineRoute({
  operationId: 'listMissions',
  method: 'GET',
  path,
  summary: 'Missions',
  description: `Open ones, then closed ones, each newest first. ${OWN} ${WORDS}`,
  tag: TAG,
  permission: 'missions:read_own',
  params: building,
  query: listQuery.extend({
    status: z.enum(['open', 'closed']).optional().describe('Open: not finished yet. Your own are always all listed.'),
  }),
  response: { status: 200, description: 'Missions.', schema: listOf(missionView) },
});

export const getMissionRoute = defineRoute({
  operationId: 'getMission',
  method: 'GET',
  path: `${path}/{missionId}`,
  summary: 'One mission with its steps',
  description: `${OWN} ${WORDS}`,
  tag: TAG,
  permission: 'missions:read_own',
  params: mission,
  response: { status: 200, description: 'The mission; its version as ETag.', schema: missionDetailView },
});

export const listActivitiesRoute = defineRoute({
  operationId: 'listMissionActivities',
  method: 'GET',
  path: `${path}/{missionId}/activities`,
  summary: 'Who intended, decided or did what in a mission',
  description: OWN,
  tag: TAG,
  permission: 'missions:read_own',
  params: mission,
  query: listQuery,
  response: { status: 200, description: 'The ledger, oldest first.', schema: listOf(activityView) },
});

export const cancelMissionRoute = defineRoute({
  operationId: 'cancelMission',
  method: 'POST',
  path: `${path}/{missionId}/cancel`,
  summary: 'End a mission',
  description: [
    'From now on no step of it begins. What is at work finishes, what must not stay is taken back, then the mission is',
    '`cancelled` and its requester told; one whose steps were all done by then ends as it would have. Asked for again it',
    `stays as it is. Your own you may cancel while nothing irreversible runs, any with \`missions:cancel\`. ${OWN}`,
  ].join(' '),
  tag: TAG,
  permission: 'missions:read_own',
  params: mission,
  ifMatch: 'optional',
  idempotencyKey: 'optional',
  response: { status: 202, description: 'The mission as it is now; it is about to end.', schema: missionView },
  errors: [
    {
      status: 403,
      code: 'MISSION_CANCEL_FORBIDDEN',
      description: 'Somebody else’s, and `missions:cancel` is missing.',
    },
    { status: 409, code: 'MISSION_FINISHED', description: 'It has ended already.' },
    { status: 409, code: 'MISSION_STEP_IRREVERSIBLE', description: 'Something moves that cannot be called back.' },
    { status: 412, code: 'MISSION_CHANGED_MEANWHILE', description: 'It was changed after you saw it.' },
  ],
});

export const missionRoutes: readonly RouteContract[] = [
  listMissionsRoute,
  getMissionRoute,
  listActivitiesRoute,
  cancelMissionRoute,
];
