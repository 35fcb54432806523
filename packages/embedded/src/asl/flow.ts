import type { ScopeDefinition, StateDefinition } from './definition.ts';
import type { ReportFault } from './definition-error.ts';

/** Faults of the way through a scope: transitions into nothing, states that none leads to, ways without an end. */

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

const isEnd = (state: StateDefinition): boolean =>
  state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);

/** All that can be reached from these by following `next`. */
function reach(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set(from);
  // A set grows while it is iterated: each name is visited once.
  for (const name of reached) for (const other of next(name)) reached.add(other);
  return reached;
}

/** By state, the states of the scope that its transitions lead to. */
function transitions(scope: ScopeDefinition): (name: string) => string[] {
  const after = new Map(
    Object.entries(scope.States).map(([name, state]) => [
      name,
      targetsOf(state).flatMap((target) => (Object.hasOwn(scope.States, target.name) ? target.name : [])),
    ]),
  );
  return (name) => after.get(name) ?? [];
}

/**
 * `owner` is the state whose iterations the scope is, or empty; `prefix` says where in it the scope stands. States that
 * none leads to are looked for once all transitions lead somewhere: else they are no fault of their own.
 */
export function checkFlow(owner: string, prefix: string, scope: ScopeDefinition, report: ReportFault): void {
  const transitionsOf = Object.entries(scope.States).flatMap(([state, definition]) =>
    targetsOf(definition).map((target) => ({ state, ...target })),
  );
  const all = [{ state: owner, field: `${prefix}StartAt`, name: scope.StartAt }, ...transitionsOf];
  const dangling = all.filter(({ name }) => !Object.hasOwn(scope.States, name));
  for (const { state, field, name } of dangling) {
    report({ state, field, problem: `there is no state "${name}" in this scope` });
  }
  if (dangling.length > 0) return;
  const reached = reach([scope.StartAt], transitions(scope));
  for (const state of Object.keys(scope.States)) {
    if (!reached.has(state)) report({ state, field: 'Next', problem: 'no transition leads to this state' });
  }
}

/**
 * States of the scope from which no way leads to an end. Step Functions runs them all the same, until the 25,000 events
 * of an execution are used up.
 */
export function endlessStates(scope: ScopeDefinition): string[] {
  const after = transitions(scope);
  const states = Object.entries(scope.States);
  const ends = states.flatMap(([name, state]) => (isEnd(state) ? name : []));
  const ending = reach(ends, (name) => states.flatMap(([before]) => (after(before).includes(name) ? before : [])));
  return states.flatMap(([name]) => (ending.has(name) ? [] : name));
}
