import { auditRecord } from '@bos/governance/audit/audit-record';
import { decide, ownOnly } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import { cancelMission } from '@bos/missions/missions/cancel-mission';
import type { Mission } from '@bos/missions/missions/mission';
import {
  cancelMissionRoute,
  getMissionRoute,
  listActivitiesRoute,
  listMissionsRoute,
  missionRoutes,
} from '@bos/missions/missions/mission-routes';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import { viewActivity, viewMission, viewStep } from '@bos/missions/missions/mission-views';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, openThenClosed, pageOf } from './pages.ts';

export const routes = missionRoutes;

/** Developers and viewers see how missions run, not what people asked for. */
function seesWords({ userId, roles }: Principal, mission: Mission): boolean {
  return mission.userId === userId || decide(roles, 'messages:read').allowed;
}

export function build(ports: ApiPorts, options?: ApiOptions) {
  const missions = createMissionStore(ports.table);

  async function visible(buildingId: string, missionId: string, { userId, roles }: Principal) {
    const mission = await missions.get(buildingId, missionId);
    const hidden = mission && ownOnly(roles, 'missions:read') && mission.userId !== userId;
    if (!mission || hidden) throw notFound('mission', missionId);
    return mission;
  }

  const list = implement(listMissionsRoute, async ({ params: { buildingId }, query, principal }) => {
    const page = ownOnly(principal.roles, 'missions:read')
      ? await missions.listOfUser(buildingId, principal.userId, pageOf(query))
      : query.status
        ? await missions.listByState(buildingId, query.status, pageOf(query))
        : await openThenClosed((state, part) => missions.listByState(buildingId, state, part), query);
    return { body: mapPage(page, (mission) => viewMission(mission, seesWords(principal, mission))) };
  });

  const get = implement(getMissionRoute, async ({ params: { buildingId, missionId }, principal }) => {
    const mission = await visible(buildingId, missionId, principal);
    const words = seesWords(principal, mission);
    const steps = await missions.steps(buildingId, missionId);
    return {
      body: { ...viewMission(mission, words), steps: steps.map((step) => viewStep(step, words)) },
      etag: mission.version,
    };
  });

  const activities = implement(listActivitiesRoute, async ({ params: { buildingId, missionId }, query, principal }) => {
    await visible(buildingId, missionId, principal);
    return { body: mapPage(await missions.activities(buildingId, missionId, pageOf(query)), viewActivity) };
  });

  const cancel = implement(cancelMissionRoute, async ({ params, ifMatch, principal, requestId }) => {
    const { buildingId, missionId } = params;
    const { userId, roles } = principal;
    await visible(buildingId, missionId, principal);
    const mission = await cancelMission(
      { table: ports.table, audit: auditRecord },
      {
        buildingId,
        missionId,
        userId,
        anybodys: decide(roles, 'missions:cancel').allowed,
        requestId,
        at: ports.clock.now(),
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
      },
    );
    ports.log.info('mission.cancel_requested', { buildingId, missionId });
    return { body: viewMission(mission, seesWords(principal, mission)), etag: mission.version };
  });

  return apiHandler(ports, [list, get, activities, cancel], options);
}
