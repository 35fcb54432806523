import { advanceMission } from '@bos/missions/coordinator/advance-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { readAdvancePayload } from './payloads.ts';

/** Decides what comes next in a mission. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return stepInBuilding(readAdvancePayload, (input) => advanceMission(deps, input));
}
