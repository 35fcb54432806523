import { retryConflicts } from '@bos/table/retry-conflicts';
import { create } from '@bos/table/write';
import type { Mission } from '../missions/mission.ts';
import type { MissionInput } from '../missions/mission-runner.ts';
import { moveMission } from '../missions/moves.ts';
import { DIRECTOR, recordActivity } from '../missions/record-activity.ts';
import { stepEntity } from '../missions/step.ts';
import type { Plan } from '../plans/plan.ts';
import type { Requester } from '../tools/tool-context.ts';
import { type CoordinatorDependencies, readMission } from './coordinator.ts';

/** Makes a plan for a mission. Whatever it gives is validated before anything runs. */
export type Planner = (mission: Mission, requester: Requester) => Plan;

/** A tool that does not exist is stored with this version; the validator refuses it. */
const NO_VERSION = 0;

/**
 * Plans a requested mission and stores its steps, all `pending`, in one transaction. A mission that is planned already
 * stays as it is. Throws MISSION_NOT_FOUND.
 */
export async function storePlan(
  deps: CoordinatorDependencies,
  input: MissionInput,
  plan: Planner,
): Promise<{ readonly steps: number }> {
  return retryConflicts(async () => {
    const { mission, steps } = await readMission(deps.table, input);
    if (mission.status !== 'requested') return { steps: steps.length };
    const { buildingId, missionId, userId } = mission;
    const at = deps.clock.now();
    const requester = await deps.surroundings.requester(buildingId, userId, at);
    const planned = plan(mission, requester).steps;
    await deps.table.write([
      moveMission(mission, { ...mission, status: 'planning' }),
      ...planned.map((step) => {
        const toolVersion = deps.registry.has(step.tool) ? deps.registry.get(step.tool).version : NO_VERSION;
        const fresh = { status: 'pending', attempts: 0, toolVersion } as const;
        return create(stepEntity, { ...step, ...fresh, buildingId, missionId, userId });
      }),
      recordActivity({ buildingId, missionId, actor: DIRECTOR, action: 'planned', at }),
    ]);
    return { steps: planned.length };
  });
}
