import type { ScopeDefinition } from './definition.ts';
import type { ReportFault } from './definition-error.ts';
import type { State } from './state.ts';
import { StateCompiler } from './state-compiler.ts';

/** The variables that the states of one scope assign, by the state that does. */
function assignments(scope: ScopeDefinition): [string, string][] {
  return Object.entries(scope.States).flatMap(([name, state]) => {
    const rules = state.Type === 'Choice' ? state.Choices : 'Catch' in state ? state.Catch : [];
    const own = 'Assign' in state ? [state] : [];
    const names = [...own, ...rules].flatMap((place) => Object.keys(place.Assign ?? {}));
    return names.map((variable): [string, string] => [name, variable]);
  });
}

/** Compiles the states of a scope and of all scopes inside it. */
export function compileScope(
  scope: ScopeDefinition,
  report: ReportFault,
  outer: ReadonlySet<string> = new Set(),
  insideMap = false,
): Map<string, State> {
  const assigned = assignments(scope);
  for (const [state, variable] of assigned) {
    if (!outer.has(variable)) continue;
    report({ state, field: `Assign.${variable}`, problem: 'an outer scope has a variable of this name' });
  }
  const variables = new Set([...outer, ...assigned.map(([, variable]) => variable)]);
  const states = new Map<string, State>();
  for (const [name, state] of Object.entries(scope.States)) {
    states.set(name, new StateCompiler({ state: name, variables, insideMap }, report).state(state));
    if (state.Type !== 'Map') continue;
    const iteration = compileScope(state.ItemProcessor, report, variables, true);
    for (const [inner, compiled] of iteration) states.set(inner, compiled);
  }
  return states;
}
