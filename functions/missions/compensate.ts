import { compensateMission } from '@bos/missions/coordinator/compensate-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readMissionPayload } from './payloads.ts';

/** Undoes what must not stay after a failure. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return async (payload: unknown) => compensateMission(deps, readMissionPayload(payload));
}
