import { createReplyWriter } from '@bos/agents/director/reply/reply-writer';
import { concludeMission } from '@bos/missions/coordinator/conclude-mission';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readConcludePayload } from './payloads.ts';

/** Ends a mission and answers who asked for it. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  const reply = createReplyWriter(ports.table);
  return async (payload: unknown) => {
    const input = readConcludePayload(payload);
    const { missionId, buildingId, failure } = input;
    if (failure !== undefined) ports.log.warn('mission.broke_off', { buildingId, missionId, code: failure });
    const result = await concludeMission(deps, input, reply);
    ports.log.info('mission.concluded', { buildingId, missionId, status: result.status });
    return result;
  };
}
