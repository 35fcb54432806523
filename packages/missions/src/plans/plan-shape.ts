import type { Plan } from './plan.ts';

export interface ShapeFault {
  readonly stepId?: string;
  readonly code: 'PLAN_EMPTY' | 'PLAN_TOO_LONG' | 'STEP_TWICE' | 'DEPENDENCY_UNKNOWN' | 'CYCLE';
  readonly reason: string;
}

/** Steps that are left when all whose dependencies are met have been taken away: those on a cycle, or behind one. */
function stepsOnCycles({ steps }: Plan): string[] {
  const met = new Set<string>();
  for (let before = -1; before !== met.size; ) {
    before = met.size;
    for (const { stepId, dependsOn } of steps) if (dependsOn.every((other) => met.has(other))) met.add(stepId);
  }
  return steps.filter(({ stepId }) => !met.has(stepId)).map(({ stepId }) => stepId);
}

/** Faults of a plan as a graph. */
export function checkShape(plan: Plan, mostSteps: number): ShapeFault[] {
  const { steps } = plan;
  if (steps.length === 0) return [{ code: 'PLAN_EMPTY', reason: 'The plan has no step.' }];
  const faults: ShapeFault[] = [];
  if (steps.length > mostSteps) {
    faults.push({ code: 'PLAN_TOO_LONG', reason: `${steps.length} steps; ${mostSteps} at most.` });
  }
  const ids = new Set<string>();
  for (const { stepId } of steps) {
    if (ids.has(stepId)) faults.push({ stepId, code: 'STEP_TWICE', reason: `There are two steps ${stepId}.` });
    ids.add(stepId);
  }
  for (const { stepId, dependsOn } of steps) {
    for (const other of dependsOn.filter((candidate) => !ids.has(candidate))) {
      faults.push({ stepId, code: 'DEPENDENCY_UNKNOWN', reason: `${stepId} waits for ${other}, which is not there.` });
    }
  }
  if (faults.length > 0) return faults;
  return stepsOnCycles(plan).map((stepId) => ({ stepId, code: 'CYCLE', reason: `${stepId} waits for itself.` }));
}
