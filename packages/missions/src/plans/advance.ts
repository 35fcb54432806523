import type { Step } from '../missions/step.ts';

/** What advancing looks at. */
export type StepState = Pick<Step, 'stepId' | 'dependsOn' | 'status'>;

export interface Advance {
  /** `wait`: nothing can be started, and something is under way. */
  readonly decision: 'run' | 'wait' | 'finish';
  /** Steps whose dependencies are complete, at most all at once. */
  readonly ready: readonly string[];
  /** Steps that will never run, because something that they depend on did not succeed. */
  readonly skip: readonly string[];
}

const LOST = new Set<Step['status']>(['failed', 'skipped', 'compensated']);
const UNDER_WAY = new Set<Step['status']>(['running', 'waiting', 'awaiting_approval']);

/** Adds to `skip` what depends on something lost, until nothing more follows. */
function lostSteps(steps: readonly StepState[]): Set<string> {
  const lost = new Set(steps.filter(({ status }) => LOST.has(status)).map(({ stepId }) => stepId));
  const skip = new Set<string>();
  for (let before = -1; before !== skip.size; ) {
    before = skip.size;
    for (const { stepId, status, dependsOn } of steps) {
      if (status !== 'pending' || skip.has(stepId)) continue;
      if (dependsOn.some((other) => lost.has(other) || skip.has(other))) skip.add(stepId);
    }
  }
  return skip;
}

/**
 * What comes next, from the stored steps alone: this is where the order of a plan lives. Steps that a faulty plan
 * makes wait for one another are skipped, so that every mission ends.
 */
export function advance(steps: readonly StepState[]): Advance {
  const completed = new Set(steps.filter(({ status }) => status === 'completed').map(({ stepId }) => stepId));
  const skip = lostSteps(steps);
  const ready = steps
    .filter(
      ({ stepId, status, dependsOn }) =>
        status === 'ready' ||
        (status === 'pending' && !skip.has(stepId) && dependsOn.every((other) => completed.has(other))),
    )
    .map(({ stepId }) => stepId);
  if (ready.length > 0) return { decision: 'run', ready, skip: [...skip] };
  if (steps.some(({ status }) => UNDER_WAY.has(status))) return { decision: 'wait', ready, skip: [...skip] };
  const stuck = steps.filter(({ status }) => status === 'pending').map(({ stepId }) => stepId);
  return { decision: 'finish', ready, skip: stuck };
}
