import { advanceMission } from '@bos/missions/coordinator/advance-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readAdvancePayload } from './payloads.ts';

/** Decides what comes next in a mission. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return async (payload: unknown) => advanceMission(deps, readAdvancePayload(payload));
}
