import { validateMission } from '@bos/missions/coordinator/validate-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { readMissionPayload } from './payloads.ts';

/** Holds the plan of a mission against the rules. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return stepInBuilding(readMissionPayload, (input) => validateMission(deps, input));
}
