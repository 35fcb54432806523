import { concludeMission } from '@bos/missions/coordinator/conclude-mission';
import { isFinished } from '@bos/missions/missions/mission';
import { createMissionStore } from '@bos/missions/missions/mission-store';
import type { Ports } from '../ports/ports.ts';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { measuredEnd } from './measured-end.ts';
import { readConcludePayload } from './payloads.ts';
import { tellStaffOfBreakOff } from './tell-staff.ts';

/** Ends a mission and answers who asked for it; staff are told of one that broke off. */
export function build(ports: MissionPorts & Pick<Ports, 'metrics'>) {
  const deps = coordinatorDeps(ports);
  const missions = createMissionStore(ports.table);
  const tellStaff = tellStaffOfBreakOff(ports);
  return stepInBuilding(readConcludePayload, async (input) => {
    const { missionId, buildingId, failure } = input;
    if (failure !== undefined) {
      ports.log.warn('mission.broke_off', { buildingId, missionId, code: failure });
      const mission = await missions.get(buildingId, missionId);
      if (mission !== undefined && !isFinished(mission) && mission.cancellation === undefined) await tellStaff(mission);
    }
    const result = await measuredEnd(ports, (reply) => concludeMission(deps, input, reply));
    ports.log.info('mission.concluded', { buildingId, missionId, status: result.status });
    return result;
  });
}
