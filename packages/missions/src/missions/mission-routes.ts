import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { activityView, missionDetailView, missionView } from './mission-views.ts';

const TAG = 'Missions';
const path = '/v1/buildings/{buildingId}/missions';
const building = z.object({ buildingId: z.string() });
const mission = building.extend({
  missionId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be an id'),
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

export const missionRoutes: readonly RouteContract[] = [listMissionsRoute, getMissionRoute, listActivitiesRoute];
