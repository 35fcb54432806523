import type { ScopeDefinition, StateDefinition } from '@bos/embedded/asl/definition';
import type { ReportFault } from '@bos/embedded/asl/definition-error';
import { endlessStates } from '@bos/embedded/asl/flow';
import { jsonPathLeftovers } from './json-path.ts';
import { retryWaits, spellWaits } from './retry-waits.ts';

/**
 * What is demanded of the state machines of this project beyond what every engine refuses: each of these runs, and does
 * something that nobody meant.
 */

/** A longer wait keeps people waiting for a reason that passed long ago. */
const LONGEST_WAIT_SECONDS = 60;

type Recovering = Extract<StateDefinition, { Type: 'Task' | 'Map' }>;
type Task = Extract<StateDefinition, { Type: 'Task' }>;

/** By name of the function, how long it may run, in seconds. */
export type FunctionTimeouts = ReadonlyMap<string, number>;

function checkRetry(name: string, { Retry }: Recovering, report: ReportFault): void {
  for (const [index, retrier] of Retry.entries()) {
    const field = `Retry.${index}`;
    const waits = retryWaits(retrier);
    if (waits.some((wait) => wait > LONGEST_WAIT_SECONDS)) {
      report({
        state: name,
        field: `${field}.MaxDelaySeconds`,
        problem: `is needed: without it a wait is longer than ${LONGEST_WAIT_SECONDS} s`,
      });
    } else if (waits.length > 0 && retrier.Comment?.includes(`Waits of ${spellWaits(waits)}`) !== true) {
      report({ state: name, field: `${field}.Comment`, problem: `must say “Waits of ${spellWaits(waits)}”` });
    }
  }
}

function checkCatch(name: string, state: Recovering, report: ReportFault): void {
  const caught = state.Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
  if (state.Next !== undefined && !caught) {
    report({
      state: name,
      field: 'Catch',
      problem: 'must take States.ALL somewhere: states that follow would be left out',
    });
  }
}

function checkTimeout(
  name: string,
  { TimeoutSeconds, Arguments }: Task,
  timeouts: FunctionTimeouts,
  report: ReportFault,
): void {
  const at = { state: name, field: 'TimeoutSeconds' };
  const longest = timeouts.get(Arguments.FunctionName);
  if (TimeoutSeconds === undefined) report({ ...at, problem: 'is needed: a task waits 99,999,999 s without it' });
  else if (longest === undefined) {
    report({ state: name, field: 'Arguments.FunctionName', problem: 'is no mission step of the catalog' });
  } else if (typeof TimeoutSeconds === 'number' && TimeoutSeconds <= longest) {
    report({ ...at, problem: `must be longer than the function may run, ${longest} s: it would be run twice at once` });
  }
}

/** Reports, by state and field, what the scope and those inside it do that is not wanted here. */
export function checkDemands(scope: ScopeDefinition, timeouts: FunctionTimeouts, report: ReportFault): void {
  for (const state of endlessStates(scope)) {
    report({ state, field: 'Next', problem: 'no way leads from here to an end' });
  }
  for (const [name, state] of Object.entries(scope.States)) {
    for (const field of jsonPathLeftovers(state)) {
      report({ state: name, field, problem: 'is JSONPath, which in JSONata mode is a text like any other' });
    }
    if (state.Type === 'Choice' && state.Default === undefined) {
      report({ state: name, field: 'Default', problem: 'is needed: nothing can catch States.NoChoiceMatched' });
    }
    if (state.Type === 'Task' || state.Type === 'Map') {
      checkRetry(name, state, report);
      checkCatch(name, state, report);
    }
    if (state.Type === 'Task') checkTimeout(name, state, timeouts, report);
    if (state.Type === 'Map') checkDemands(state.ItemProcessor, timeouts, report);
  }
}
