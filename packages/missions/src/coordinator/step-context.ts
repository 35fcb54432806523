import type { Mission } from '../missions/mission.ts';
import type { Step } from '../missions/step.ts';
import type { Tool } from '../tools/tool.ts';
import type { Requester, ToolContext } from '../tools/tool-context.ts';
import type { CoordinatorDependencies } from './coordinator.ts';

/** Where a step runs. `signal` is the deadline's. */
export async function stepContext(
  deps: CoordinatorDependencies,
  { mission, step, tool, requester }: { mission: Mission; step: Step; tool: Tool; requester: Requester },
): Promise<Omit<ToolContext, 'signal'>> {
  const { buildingId, missionId, conversationId, language } = mission;
  const { stepId } = step;
  const { timeZone, staffLanguage } = await deps.surroundings.place(buildingId);
  return {
    buildingId,
    missionId,
    stepId,
    requester,
    ...(conversationId !== undefined && { conversationId }),
    language,
    staffLanguage,
    timeZone,
    now: deps.clock.now(),
    requestedAt: new Date(mission.requestedAt),
    idempotencyKey: tool.idempotencyKey(step.input, { missionId, stepId }),
  };
}

/** What the steps of a mission have put out so far. */
export function outputsOf(steps: readonly Step[]): ReadonlyMap<string, unknown> {
  return new Map(steps.flatMap(({ stepId, output }) => (output === undefined ? [] : [[stepId, output] as const])));
}
