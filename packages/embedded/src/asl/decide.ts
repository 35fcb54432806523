import type { Activation } from './activation.ts';
import type { Branch, Decision, Outcome } from './branch.ts';
import { enterMap } from './enter-map.ts';
import { enterTask, type TaskClock } from './enter-task.ts';
import { handles, NO_CHOICE_MATCHED, QUERY_EVALUATION_ERROR, RUNTIME, StateFailure } from './failure.ts';
import { nextRetry } from './retry.ts';
import type { ChoiceState, FailState, Recovery, State, WaitState } from './state.ts';

/** A StateFailure as it is; anything else is a fault of the interpreter, which no state handles. */
function asFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  return new StateFailure(RUNTIME, error instanceof Error ? error.message : String(error));
}

async function choose(state: ChoiceState, activation: Activation): Promise<Decision> {
  for (const rule of state.rules) {
    const matched = await activation.evaluate(rule.condition);
    if (typeof matched !== 'boolean') {
      throw new StateFailure(QUERY_EVALUATION_ERROR, "The field 'Condition' must be a boolean.");
    }
    if (matched) return activation.leave(rule, activation.input, rule.next);
  }
  if (state.default !== undefined) return activation.leave(state, activation.input, state.default);
  throw new StateFailure(NO_CHOICE_MATCHED, `No rule of "${state.name}" matches and it has no Default.`);
}

async function startWait(state: WaitState, activation: Activation, now: number): Promise<Decision> {
  if (state.seconds !== undefined) {
    return { kind: 'wait', until: now + (await activation.integer(state.seconds, 'Seconds', 0)) * 1000 };
  }
  const text = state.timestamp === undefined ? '' : await activation.text(state.timestamp, 'Timestamp');
  const until = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) throw new StateFailure(QUERY_EVALUATION_ERROR, "The field 'Timestamp' must be RFC 3339.");
  return { kind: 'wait', until };
}

async function fail(state: FailState, activation: Activation): Promise<Decision> {
  const error = state.error === undefined ? '' : await activation.text(state.error, 'Error');
  const cause = state.cause === undefined ? '' : await activation.text(state.cause, 'Cause');
  return { kind: 'fail', error, cause };
}

function enter(state: State, branch: Branch, activation: Activation, clock: TaskClock): Promise<Decision> {
  switch (state.type) {
    case 'Pass':
      return activation.leave(state, activation.input, state.next);
    case 'Succeed':
      return activation.leave({ output: state.output, assign: undefined }, activation.input, undefined);
    case 'Fail':
      return fail(state, activation);
    case 'Choice':
      return choose(state, activation);
    case 'Wait':
      return branch.phase === 'waiting'
        ? activation.leave(state, activation.input, state.next)
        : startWait(state, activation, clock.now);
    case 'Task':
      return enterTask(state, activation, clock);
    case 'Map':
      return enterMap(state, activation);
  }
}

async function recover(
  state: Recovery,
  failure: StateFailure,
  branch: Branch,
  activation: Activation,
  now: number,
): Promise<Decision> {
  const used: unknown = JSON.parse(branch.retries);
  const retry = nextRetry(state.retry, Array.isArray(used) ? used.map(Number) : [], failure.error);
  if (retry !== undefined) {
    return { kind: 'retry', at: now + retry.delayMilliseconds, used: retry.used, error: failure.error };
  }
  const catcher = state.catch.find((candidate) => handles(candidate.errorEquals, failure.error));
  if (catcher === undefined) return { kind: 'fail', error: failure.error, cause: failure.reason };
  const errorOutput = { Error: failure.error, Cause: failure.reason };
  return activation.leave(catcher, errorOutput, catcher.next, { errorOutput });
}

async function attempt(
  state: State,
  branch: Branch,
  outcome: Outcome | undefined,
  activation: Activation,
  clock: TaskClock,
): Promise<Decision> {
  if (outcome === undefined || (state.type !== 'Task' && state.type !== 'Map')) {
    return enter(state, branch, activation, clock);
  }
  if (!outcome.ok) throw new StateFailure(outcome.error, outcome.cause);
  const result: unknown = JSON.parse(outcome.result);
  return activation.leave(state, result, state.next, { result });
}

/**
 * What a branch does next. Pure but for the clock and the token's id: it never fails, a failure is a decision too.
 * `outcome` is that of the task or Map, once it is settled.
 */
export async function decide(
  state: State,
  branch: Branch,
  outcome: Outcome | undefined,
  activation: Activation,
  clock: TaskClock,
): Promise<Decision> {
  try {
    return await attempt(state, branch, outcome, activation, clock);
  } catch (error) {
    const failure = asFailure(error);
    try {
      if (state.type === 'Task' || state.type === 'Map') {
        return await recover(state, failure, branch, activation, clock.now);
      }
      return { kind: 'fail', error: failure.error, cause: failure.reason };
    } catch (second) {
      const { error: name, reason } = asFailure(second);
      return { kind: 'fail', error: name, cause: reason };
    }
  }
}
