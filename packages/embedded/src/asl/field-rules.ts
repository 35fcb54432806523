import type { CompiledExpression } from './expression.ts';
import { KNOWN_FUNCTIONS } from './functions.ts';
import type { Template } from './template.ts';

/** What an expression may read, by where it stands. */
export interface Visibility {
  readonly state: string;
  /** Variables assigned in this scope or one around it. */
  readonly variables: ReadonlySet<string>;
  /** In an iteration, or in the ItemSelector of a Map: `$states.context.Map` exists. */
  readonly insideMap: boolean;
}

export interface FieldAccess {
  readonly result?: boolean;
  readonly errorOutput?: boolean;
  readonly token?: boolean;
  readonly map?: boolean;
}

const CONTEXT: Readonly<Record<string, readonly string[]>> = {
  Execution: ['Id', 'Name', 'Input', 'StartTime'],
  State: ['Name', 'EnteredTime', 'RetryCount'],
  StateMachine: ['Id', 'Name'],
  Map: ['Item'],
  Task: ['Token'],
};

function contextProblem(path: readonly string[], access: FieldAccess, insideMap: boolean): string | undefined {
  const [group, member] = path;
  if (group === undefined) return undefined;
  const members = CONTEXT[group];
  if (members === undefined || (member !== undefined && !members.includes(member))) return 'does not exist';
  if (group === 'Task' && access.token !== true) return 'exists only in the Arguments of a .waitForTaskToken task';
  if (group === 'Map' && !insideMap && access.map !== true) return 'exists only in the iterations of a Map';
  return undefined;
}

function statesProblem(path: readonly string[], access: FieldAccess, insideMap: boolean): string | undefined {
  const [member, ...rest] = path;
  switch (member) {
    case undefined:
    case 'input':
      return undefined;
    case 'result':
      return access.result === true ? undefined : 'exists only in Assign and Output of a Task or Map';
    case 'errorOutput':
      return access.errorOutput === true ? undefined : 'exists only in Assign and Output of a Catch';
    case 'context':
      return contextProblem(rest, access, insideMap);
    default:
      return 'does not exist';
  }
}

function problemOf(expression: CompiledExpression, access: FieldAccess, visibility: Visibility): string | undefined {
  const { names, states, unqualified } = expression.references;
  if (unqualified !== undefined) return `"${unqualified}" has no context item; read from $states or a variable`;
  for (const path of states) {
    const problem = statesProblem(path, access, visibility.insideMap);
    if (problem !== undefined) return `$states.${path.join('.')} ${problem}`;
  }
  for (const name of names) {
    if (visibility.variables.has(name) || KNOWN_FUNCTIONS.has(name)) continue;
    return `$${name} is neither assigned nor a supported function`;
  }
  return undefined;
}

/** What the expressions of a field read that does not exist there. */
export function fieldProblems(template: Template, access: FieldAccess, visibility: Visibility): string[] {
  return template.expressions
    .map((expression) => problemOf(expression, access, visibility))
    .filter((problem) => problem !== undefined);
}
