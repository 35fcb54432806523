import type { Branch, Decision } from '../branch.ts';
import { RUNTIME } from '../failure.ts';
import type { StateMachine } from '../state-machine.ts';
import { endIteration, failIteration, startMap, stateEntered } from './iterations.ts';
import { cleared, type Recorder } from './recorder.ts';

/** As Step Functions: an execution of more events is a runaway loop. */
const MOST_EVENTS = 25_000;

function move(
  recorder: Recorder,
  branch: Branch,
  decision: Extract<Decision, { kind: 'move' }>,
  machine: StateMachine,
): void {
  const { next, output, variables } = decision;
  const { execution, parent, state } = branch;
  recorder.event(execution, `${machine.states.get(state)?.type ?? ''}StateExited`, state);
  if (next === undefined) {
    if (parent === undefined) recorder.finish(execution, { status: 'SUCCEEDED', output });
    else endIteration(recorder, branch, parent, output, machine);
    return;
  }
  const moved = { ...cleared(branch), state: next, input: output, variables, retries: '[]' };
  recorder.save({ ...moved, phase: 'ready', enteredAt: recorder.now });
  if (stateEntered(recorder, execution, machine, next) < MOST_EVENTS) {
    recorder.consequences.advance.push(branch.id);
    return;
  }
  const cause = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;
  recorder.finish(execution, { status: 'FAILED', error: RUNTIME, cause });
}

function invoke(recorder: Recorder, branch: Branch, decision: Extract<Decision, { kind: 'invoke' }>): void {
  const { request, token, timeoutAt, heartbeatSeconds } = decision;
  const heartbeatAt = heartbeatSeconds === undefined ? undefined : recorder.now + heartbeatSeconds * 1000;
  const running = { ...cleared(branch), phase: 'running', work: JSON.stringify(request), token } as const;
  recorder.save({ ...running, timeoutAt, heartbeatSeconds, heartbeatAt });
  recorder.event(branch.execution, 'TaskScheduled', branch.state, { functionName: request.functionName });
  recorder.consequences.dispatch.push(branch.id);
}

/** Carries out a decision taken on this revision of the branch; drops it when the branch has moved on meanwhile. */
export function carryOut(recorder: Recorder, branch: Branch, decision: Decision, machine: StateMachine): void {
  if (!recorder.isCurrent(branch)) return;
  switch (decision.kind) {
    case 'move':
      move(recorder, branch, decision, machine);
      break;
    case 'wait':
      recorder.save({ ...cleared(branch), phase: 'waiting', dueAt: decision.until });
      break;
    case 'retry': {
      const { used, at, error } = decision;
      recorder.save({ ...cleared(branch), phase: 'retrying', dueAt: at, retries: JSON.stringify(used) });
      recorder.event(branch.execution, 'RetryScheduled', branch.state, { error, at: new Date(at).toISOString() });
      break;
    }
    case 'invoke':
      invoke(recorder, branch, decision);
      break;
    case 'map':
      startMap(recorder, branch, decision, machine);
      break;
    case 'fail': {
      const { error, cause } = decision;
      if (branch.parent !== undefined) failIteration(recorder, branch, branch.parent, error, cause);
      else recorder.finish(branch.execution, { status: 'FAILED', error, cause });
      break;
    }
  }
}
