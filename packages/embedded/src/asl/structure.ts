import { type MachineDefinition, type ScopeDefinition, type StateDefinition, TOKEN_RESOURCE } from './definition.ts';
import { AslDefinitionError } from './definition-error.ts';
import { ALL, HANDLED_RESERVED_NAMES } from './failure.ts';

/** Faults that a state's own fields do not show: transitions, names, error lists, fields that exclude each other. */

interface Target {
  readonly field: string;
  readonly name: string;
}

function targetsOf(state: StateDefinition): Target[] {
  const targets: Target[] = [];
  if ('Next' in state && state.Next !== undefined) targets.push({ field: 'Next', name: state.Next });
  if (state.Type === 'Choice') {
    targets.push(...state.Choices.map((rule, index) => ({ field: `Choices.${index}.Next`, name: rule.Next })));
    if (state.Default !== undefined) targets.push({ field: 'Default', name: state.Default });
  }
  if (state.Type === 'Task' || state.Type === 'Map') {
    targets.push(...state.Catch.map((catcher, index) => ({ field: `Catch.${index}.Next`, name: catcher.Next })));
  }
  return targets;
}

function checkErrorLists(name: string, field: string, lists: readonly (readonly string[])[]): void {
  for (const [index, list] of lists.entries()) {
    const at = `${field}.${index}.ErrorEquals`;
    const alone = list.length === 1 && index === lists.length - 1;
    if (list.includes(ALL) && !alone) throw new AslDefinitionError(name, at, 'States.ALL stands alone and last');
    const unknown = list.find((error) => error.startsWith('States.') && !HANDLED_RESERVED_NAMES.has(error));
    if (unknown !== undefined) throw new AslDefinitionError(name, at, `${unknown} cannot be handled`);
  }
}

function checkTimes(name: string, state: StateDefinition): void {
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    throw new AslDefinitionError(name, 'Seconds', 'exactly one of Seconds and Timestamp is needed');
  }
  if (state.Type !== 'Task' || state.HeartbeatSeconds === undefined) return;
  if (state.Resource !== TOKEN_RESOURCE) {
    throw new AslDefinitionError(name, 'HeartbeatSeconds', 'needs a .waitForTaskToken resource: nobody else can beat');
  }
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state;
  if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
    throw new AslDefinitionError(name, 'HeartbeatSeconds', 'must be smaller than TimeoutSeconds');
  }
}

function checkState(name: string, state: StateDefinition): void {
  if (state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail') {
    const ends = state.End === true;
    if (ends === (state.Next !== undefined)) throw new AslDefinitionError(name, 'Next', 'exactly one of Next and End');
  }
  checkTimes(name, state);
  if (state.Type === 'Task' || state.Type === 'Map') {
    const errorLists = (rules: readonly { ErrorEquals: string[] }[]) => rules.map((rule) => rule.ErrorEquals);
    checkErrorLists(name, 'Retry', errorLists(state.Retry));
    checkErrorLists(name, 'Catch', errorLists(state.Catch));
    for (const [index, retrier] of state.Retry.entries()) {
      if (retrier.MaxDelaySeconds === undefined || retrier.MaxDelaySeconds > retrier.IntervalSeconds) continue;
      throw new AslDefinitionError(name, `Retry.${index}.MaxDelaySeconds`, 'must be greater than IntervalSeconds');
    }
  }
}

function checkScope(owner: string, prefix: string, scope: ScopeDefinition, seen: Set<string>): void {
  const states = new Map(Object.entries(scope.States));
  const start = { field: `${prefix}StartAt`, name: scope.StartAt };
  if (!states.has(start.name)) throw new AslDefinitionError(owner, start.field, `there is no state "${start.name}"`);
  const reached = new Set<string>();
  const open = [start.name];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = states.get(name);
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    for (const target of targetsOf(state)) {
      if (!states.has(target.name)) {
        throw new AslDefinitionError(name, target.field, `there is no state "${target.name}" in this scope`);
      }
      open.push(target.name);
    }
  }
  for (const [name, state] of states) {
    if (!reached.has(name)) throw new AslDefinitionError(name, 'Next', 'no transition leads to this state');
    if (seen.has(name)) throw new AslDefinitionError(name, 'States', 'state names are unique in a whole definition');
    seen.add(name);
    checkState(name, state);
    if (state.Type === 'Map') checkScope(name, 'ItemProcessor.', state.ItemProcessor, seen);
  }
}

/** Throws AslDefinitionError for the first fault found. */
export function checkStructure(machine: MachineDefinition): void {
  checkScope('', '', machine, new Set());
}
