import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { WriteOperation } from '@bos/table/write';
import { isFinished } from '../missions/mission.ts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { moveStep } from '../missions/moves.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import { isSettled, type Step } from '../missions/step.ts';
import { advance } from '../plans/advance.ts';
import { isRepeatable } from '../tools/tool.ts';
import type { ToolRegistry } from '../tools/tool-registry.ts';
import { stepsToUndo } from './compensation.ts';
import { type CoordinatorDependencies, readMission } from './coordinator.ts';
import { settleStep } from './settle-step.ts';
import { windDown } from './wind-down.ts';

export interface AdvanceInput extends MissionInput {
  /** Steps whose execution has failed for good: no attempt of theirs is under way. */
  readonly gaveUp: readonly string[];
}

export interface NextMove {
  readonly decision: 'run' | 'wait' | 'compensate' | 'finish';
  /** The steps to run, when the decision is `run`. */
  readonly ready: readonly string[];
}

/** What to write of a step that nobody could bring to an end. A begun physical effect may have happened. */
function givenUp(step: Stored<Step>, registry: ToolRegistry): string {
  const begun = step.status === 'running' && registry.has(step.tool);
  return begun && !isRepeatable(registry.get(step.tool)) ? 'OUTCOME_UNKNOWN' : 'GAVE_UP';
}

/**
 * Marks what can run as `ready`, what never will as `skipped`, and what gave up as `failed`. Asked again without
 * anything having happened, it gives the same answer. Throws MISSION_NOT_FOUND.
 */
export async function advanceMission(deps: CoordinatorDependencies, input: AdvanceInput): Promise<NextMove> {
  return retryConflicts(async () => {
    const { mission, steps: stored } = await readMission(deps.table, input);
    if (isFinished(mission)) return { decision: 'finish', ready: [] };
    const { buildingId, missionId } = input;
    const at = deps.clock.now();
    const lost = new Set(stored.filter((step) => input.gaveUp.includes(step.stepId) && !isSettled(step)));
    const states = stored.map((step) => (lost.has(step) ? { ...step, status: 'failed' as const } : step));
    const cancelled = mission.cancellation !== undefined;
    const { decision, ready, skip } = cancelled ? windDown(states) : advance(states);
    const writes = stored.flatMap((step): WriteOperation[] => {
      const { stepId, tool } = step;
      const record = (action: string, code?: string) =>
        recordActivity({ buildingId, missionId, actor: COORDINATOR, action, stepId, tool, at, ...(code && { code }) });
      const finishedAt = at.toISOString();
      if (lost.has(step)) {
        const failureCode = givenUp(step, deps.registry);
        const failedStep = { ...step, status: 'failed', failureCode, finishedAt } as const;
        return [...settleStep(deps, step, failedStep, at), record('failed', failureCode)];
      }
      if (skip.includes(stepId)) return [moveStep(step, { ...step, status: 'skipped', finishedAt }), record('skipped')];
      if (step.status !== 'pending' || !ready.includes(stepId)) return [];
      return [moveStep(step, { ...step, status: 'ready' })];
    });
    await deps.table.write(writes);
    const after = states.map((step) => (skip.includes(step.stepId) ? { ...step, status: 'skipped' as const } : step));
    const undo = decision === 'finish' && stepsToUndo(after, deps.registry, cancelled).length > 0;
    return { decision: undo ? 'compensate' : decision, ready };
  });
}
