import { type MachineDefinition, type ScopeDefinition, type StateDefinition, TOKEN_RESOURCE } from './definition.ts';
import type { ReportFault } from './definition-error.ts';
import { ALL, HANDLED_RESERVED_NAMES } from './failure.ts';
import { checkFlow } from './flow.ts';

/** Faults that a state's own fields do not show: names, error lists, fields that exclude each other. */

function checkErrorLists(
  name: string,
  field: string,
  lists: readonly (readonly string[])[],
  report: ReportFault,
): void {
  for (const [index, list] of lists.entries()) {
    const at = { state: name, field: `${field}.${index}.ErrorEquals` };
    const alone = list.length === 1 && index === lists.length - 1;
    if (list.includes(ALL) && !alone) report({ ...at, problem: 'States.ALL stands alone and last' });
    const unknown = list.find((error) => error.startsWith('States.') && !HANDLED_RESERVED_NAMES.has(error));
    if (unknown !== undefined) report({ ...at, problem: `${unknown} cannot be handled` });
  }
}

function checkTimes(name: string, state: StateDefinition, report: ReportFault): void {
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    report({ state: name, field: 'Seconds', problem: 'exactly one of Seconds and Timestamp is needed' });
  }
  if (state.Type !== 'Task' || state.HeartbeatSeconds === undefined) return;
  const at = { state: name, field: 'HeartbeatSeconds' };
  if (state.Resource !== TOKEN_RESOURCE) {
    report({ ...at, problem: 'needs a .waitForTaskToken resource: nobody else can beat' });
  }
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state;
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
    report({ ...at, problem: 'must be smaller than TimeoutSeconds' });
  }
}

function checkState(name: string, state: StateDefinition, report: ReportFault): void {
  if (state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail') {
    const ends = state.End === true;
    if (ends === (state.Next !== undefined)) {
      report({ state: name, field: 'Next', problem: 'exactly one of Next and End' });
    }
  }
  checkTimes(name, state, report);
  if (state.Type !== 'Task' && state.Type !== 'Map') return;
  const errorLists = (rules: readonly { ErrorEquals: string[] }[]) => rules.map((rule) => rule.ErrorEquals);
  checkErrorLists(name, 'Retry', errorLists(state.Retry), report);
  checkErrorLists(name, 'Catch', errorLists(state.Catch), report);
  for (const [index, retrier] of state.Retry.entries()) {
    if (retrier.MaxDelaySeconds === undefined || retrier.MaxDelaySeconds > retrier.IntervalSeconds) continue;
    report({
      state: name,
      field: `Retry.${index}.MaxDelaySeconds`,
      problem: 'must be greater than IntervalSeconds',
    });
  }
}

function checkScope(
  owner: string,
  prefix: string,
  scope: ScopeDefinition,
  seen: Set<string>,
  report: ReportFault,
): void {
  checkFlow(owner, prefix, scope, report);
  for (const [name, state] of Object.entries(scope.States)) {
    if (seen.has(name)) {
      report({ state: name, field: 'States', problem: 'state names are unique in a whole definition' });
    }
    seen.add(name);
    checkState(name, state, report);
    if (state.Type === 'Map') checkScope(name, 'ItemProcessor.', state.ItemProcessor, seen, report);
  }
}

export function checkStructure(machine: MachineDefinition, report: ReportFault): void {
  checkScope('', '', machine, new Set(), report);
}
