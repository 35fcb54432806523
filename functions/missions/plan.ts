import { planMission } from '@bos/agents/director/plan-mission';
import { storePlan } from '@bos/missions/coordinator/store-plan';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readMissionPayload } from './payloads.ts';

/** Plans the steps of a mission. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return async (payload: unknown) =>
    storePlan(deps, readMissionPayload(payload), (mission, requester) =>
      planMission(mission, { requester, now: ports.clock.now() }),
    );
}
