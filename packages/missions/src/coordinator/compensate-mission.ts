import type { MissionInput } from '../missions/mission-runner.ts';
import { COORDINATOR, recordActivity } from '../missions/record-activity.ts';
import { resolveReferences } from '../plans/references.ts';
import { stepsToUndo } from './compensation.ts';
import { type CoordinatorDependencies, readMission } from './coordinator.ts';
import { withDeadline } from './deadline.ts';
import { settleStep } from './settle-step.ts';
import { outputsOf, stepContext } from './step-context.ts';

/**
 * Undoes what must not stay because another step of the same intent failed or was left out, last step first. Each step is marked as
 * soon as it is undone, so that a second run goes on where the first broke off. Throws what a tool throws.
 */
export async function compensateMission(
  deps: CoordinatorDependencies,
  input: MissionInput,
): Promise<{ readonly undone: number }> {
  const { mission, steps } = await readMission(deps.table, input);
  const { buildingId, missionId } = input;
  const undo = stepsToUndo(steps, deps.registry, mission.cancellation !== undefined);
  for (const step of undo) {
    const tool = deps.registry.get(step.tool);
    const requester = await deps.surroundings.requester(buildingId, mission.userId, deps.clock.now());
    const context = await stepContext(deps, { mission, step, tool, requester });
    const given = resolveReferences(step.input, outputsOf(steps));
    await withDeadline(deps.timers, tool.deadlineSeconds * 1000, (signal) =>
      tool.compensate(given, step.output, { ...context, signal }),
    );
    const { stepId } = step;
    const at = deps.clock.now();
    await deps.table.write([
      ...settleStep(deps, step, { ...step, status: 'compensated' }, at),
      recordActivity({ buildingId, missionId, actor: COORDINATOR, action: 'compensated', stepId, tool: tool.name, at }),
    ]);
  }
  return { undone: undo.length };
}
