import { validateMission } from '@bos/missions/coordinator/validate-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readMissionPayload } from './payloads.ts';

/** Holds the plan of a mission against the rules. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return async (payload: unknown) => validateMission(deps, readMissionPayload(payload));
}
