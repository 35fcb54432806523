import { executeStep } from '@bos/missions/coordinator/execute-step';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { readStepPayload } from './payloads.ts';

/** Runs one step of a mission through its tool. */
export function build(ports: MissionPorts) {
  const deps = coordinatorDeps(ports);
  return async (payload: unknown) => {
    const input = readStepPayload(payload);
    const result = await executeStep(deps, input);
    ports.log.info('mission.step', { ...input, status: result.status });
    return result;
  };
}
