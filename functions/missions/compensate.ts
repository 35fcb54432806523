import { compensateMission } from '@bos/missions/coordinator/compensate-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { readMissionPayload } from './payloads.ts';

/** Undoes what must not stay after a failure. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return stepInBuilding(readMissionPayload, (input) => compensateMission(deps, input));
}
