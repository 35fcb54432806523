import { retryConflicts } from '@bos/table/retry-conflicts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { moveMission } from '../missions/moves.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import type { Step } from '../missions/step.ts';
import { type Refusal, validatePlan } from '../plans/validate-plan.ts';
import { type CoordinatorDependencies, type MissionState, readMission } from './coordinator.ts';
import { settleStep } from './settle-step.ts';

/** For a step of a plan that is refused as a whole, but that has no fault of its own. */
const REFUSED_WITH_PLAN = 'PLAN_REFUSED';

function codeFor(step: Step, refused: readonly Refusal[]): string | undefined {
  const own = refused.find(({ stepId }) => stepId === step.stepId);
  if (own !== undefined) return own.code;
  return refused.some(({ scope }) => scope === 'plan') ? REFUSED_WITH_PLAN : undefined;
}

async function verdictOn({ mission, steps }: MissionState, deps: CoordinatorDependencies, now: Date) {
  const { registry, agentTools } = deps;
  const requester = await deps.surroundings.requester(mission.buildingId, mission.userId, now);
  return validatePlan({ steps: [...steps] }, { registry, requester, agentTools, intents: mission.intents, now });
}

/**
 * Holds the stored plan against the rules. Refused steps fail with their code and the others may run; when the plan
 * itself is at fault all of them fail. A mission that was validated already stays as it is. Throws MISSION_NOT_FOUND.
 */
export async function validateMission(
  deps: CoordinatorDependencies,
  input: MissionInput,
): Promise<{ readonly refused: number }> {
  return retryConflicts(async () => {
    const state = await readMission(deps.table, input);
    if (state.mission.status !== 'planning') return { refused: 0 };
    const at = deps.clock.now();
    const verdict = await verdictOn(state, deps, at);
    const refused = verdict.ok ? [] : verdict.refused;
    const ids = { buildingId: input.buildingId, missionId: input.missionId };
    const failing = state.steps.filter((step) => codeFor(step, refused) !== undefined);
    const failures = failing.flatMap((step) => {
      const failureCode = codeFor(step, refused);
      if (failureCode === undefined) return [];
      const { stepId, tool } = step;
      return [
        ...settleStep(deps, step, { ...step, status: 'failed', failureCode, finishedAt: at.toISOString() }, at),
        recordActivity({ ...ids, actor: COORDINATOR, action: 'refused', stepId, tool, code: failureCode, at }),
      ];
    });
    await deps.table.write([
      moveMission(state.mission, { ...state.mission, status: 'running' }),
      recordActivity({ ...ids, actor: COORDINATOR, action: 'validated', at }),
      ...failures,
    ]);
    return { refused: failing.length };
  });
}
