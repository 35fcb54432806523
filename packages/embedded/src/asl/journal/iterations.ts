import type { Branch, Decision, Outcome } from '../branch.ts';
import { DATA_LIMIT_EXCEEDED } from '../failure.ts';
import { exceedsLimit, PAYLOAD_LIMIT } from '../payload.ts';
import type { StateMachine } from '../state-machine.ts';
import { cleared, type Recorder } from './recorder.ts';

/** Records that a state is entered; returns the number of events. */
export function stateEntered(recorder: Recorder, execution: string, machine: StateMachine, state: string): number {
  return recorder.event(execution, `${machine.states.get(state)?.type ?? ''}StateEntered`, state);
}

function iterationStarted(recorder: Recorder, branch: Branch, machine: StateMachine): void {
  recorder.event(branch.execution, 'MapIterationStarted', undefined, { index: branch.itemIndex });
  stateEntered(recorder, branch.execution, machine, branch.state);
  recorder.consequences.advance.push(branch.id);
}

/** All iterations become branches at once; those beyond MaxConcurrency wait for a place. */
export function startMap(
  recorder: Recorder,
  map: Branch,
  decision: Extract<Decision, { kind: 'map' }>,
  machine: StateMachine,
): void {
  recorder.save({ ...cleared(map), phase: 'mapping' });
  recorder.event(map.execution, 'MapStateStarted', map.state, { length: decision.iterations.length });
  const place = { execution: map.execution, parent: map.id, state: decision.startAt, enteredAt: recorder.now };
  for (const [itemIndex, { item, input }] of decision.iterations.entries()) {
    const runs = itemIndex < decision.maxConcurrency;
    const id = recorder.branches.insert({ ...place, itemIndex, item, input, phase: runs ? 'ready' : 'queued' });
    const iteration = runs ? recorder.branches.find(id) : undefined;
    if (iteration !== undefined) iterationStarted(recorder, iteration, machine);
  }
}

function settleMap(recorder: Recorder, parent: number, outcome: Outcome): void {
  const map = recorder.branches.find(parent);
  if (map === undefined) throw new Error(`the iterations of ${parent} have no Map`);
  recorder.consequences.cancel.push(...recorder.branches.deleteBelow(parent));
  recorder.save({ ...cleared(map), phase: 'settled', work: JSON.stringify(outcome) });
  recorder.event(map.execution, outcome.ok ? 'MapStateSucceeded' : 'MapStateFailed', map.state);
  recorder.consequences.advance.push(parent);
}

/** Records an iteration's output; the next one starts, or the Map is done. */
export function endIteration(
  recorder: Recorder,
  iteration: Branch,
  parent: number,
  output: string,
  machine: StateMachine,
): void {
  recorder.save({ ...cleared(iteration), phase: 'finished', work: output });
  recorder.event(iteration.execution, 'MapIterationSucceeded', undefined, { index: iteration.itemIndex });
  const queued = recorder.branches.firstQueued(parent);
  if (queued !== undefined) {
    recorder.save({ ...queued, phase: 'ready', enteredAt: recorder.now });
    iterationStarted(recorder, queued, machine);
    return;
  }
  if (recorder.branches.hasUnfinished(parent)) return;
  const result = `[${recorder.branches.outputs(parent).join(',')}]`;
  const cause = `The result of the Map exceeds ${PAYLOAD_LIMIT} bytes.`;
  const tooLarge = { ok: false, error: DATA_LIMIT_EXCEEDED, cause } as const;
  settleMap(recorder, parent, exceedsLimit(result) ? tooLarge : { ok: true, result });
}

/** One failed iteration fails the Map and ends the others. */
export function failIteration(
  recorder: Recorder,
  iteration: Branch,
  parent: number,
  error: string,
  cause: string,
): void {
  const details = { index: iteration.itemIndex, error, cause };
  recorder.event(iteration.execution, 'MapIterationFailed', undefined, details);
  settleMap(recorder, parent, { ok: false, error, cause });
}
