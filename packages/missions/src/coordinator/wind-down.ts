import type { StepStatus } from '../missions/step.ts';
import type { Advance, StepState } from '../plans/advance.ts';

const NOT_BEGUN: ReadonlySet<StepStatus> = new Set(['pending', 'ready', 'awaiting_approval']);
const UNDER_WAY: ReadonlySet<StepStatus> = new Set(['running', 'waiting']);

/** What comes next in a cancelled mission: what has not begun is left out, what is under way may finish. */
export function windDown(steps: readonly StepState[]): Advance {
  const skip = steps.filter(({ status }) => NOT_BEGUN.has(status)).map(({ stepId }) => stepId);
  return { decision: steps.some(({ status }) => UNDER_WAY.has(status)) ? 'wait' : 'finish', ready: [], skip };
}
