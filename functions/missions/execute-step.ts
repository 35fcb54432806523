import { executeStep } from '@bos/missions/coordinator/execute-step';
import type { Ports } from '../ports/ports.ts';
import { coordinatorDeps, type MissionPorts } from './coordinator-deps.ts';
import { stepInBuilding } from './in-building.ts';
import { readStepPayload } from './payloads.ts';

/** Runs one step of a mission through its tool. */
export function build(ports: MissionPorts & Pick<Ports, 'metrics'>) {
  const deps = coordinatorDeps(ports);
  return stepInBuilding(readStepPayload, async (input) => {
    const { failedTool, ...result } = await executeStep(deps, input);
    if (failedTool !== undefined) ports.metrics.count('ToolFailed', failedTool);
    ports.log.info('mission.step', { ...input, status: result.status });
    return result;
  });
}
