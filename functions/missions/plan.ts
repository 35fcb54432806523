import { planMission } from '@bos/agents/director/plan-mission';
import { storePlan } from '@bos/missions/coordinator/store-plan';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { readMissionPayload } from './payloads.ts';

/** Plans the steps of a mission. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return stepInBuilding(readMissionPayload, (input) =>
    storePlan(deps, input, (mission, requester) => planMission(mission, { requester, now: ports.clock.now() })),
  );
}
