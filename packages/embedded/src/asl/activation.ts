import type { Branch } from './branch.ts';
import type { Bindings } from './expression.ts';
import { QUERY_EVALUATION_ERROR, StateFailure } from './failure.ts';
import { serialize } from './payload.ts';
import type { Effects } from './state.ts';
import type { Template } from './template.ts';

/** The execution that a branch belongs to, as `$states.context` shows it. */
export interface ExecutionContext {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
  readonly startedAt: number;
  readonly machineId: string;
  readonly machineName: string;
}

/** What an expression may see besides the state's input. */
export interface Extra {
  readonly result?: unknown;
  readonly errorOutput?: { readonly Error: string; readonly Cause: string };
  readonly token?: string;
  readonly item?: { readonly Index: number; readonly Value: unknown };
}

/** A state being evaluated: its input, the visible variables and the functions, for the fields' expressions. */
export class Activation {
  readonly input: unknown;
  readonly #branch: Branch;
  readonly #execution: ExecutionContext;
  readonly #visible: Bindings;
  readonly #functions: Bindings;

  constructor(branch: Branch, execution: ExecutionContext, outerVariables: Bindings, functions: Bindings) {
    this.#branch = branch;
    this.#execution = execution;
    this.#functions = functions;
    this.#visible = { ...outerVariables, ...parseObject(branch.variables) };
    this.input = JSON.parse(branch.input);
  }

  #context(extra: Extra): Bindings {
    const { state, enteredAt, retries, item, itemIndex } = this.#branch;
    const own = item === undefined ? undefined : { Index: itemIndex, Value: JSON.parse(item) };
    const shown = extra.item ?? own;
    return {
      Execution: {
        Id: this.#execution.id,
        Name: this.#execution.name,
        Input: JSON.parse(this.#execution.input),
        StartTime: new Date(this.#execution.startedAt).toISOString(),
      },
      StateMachine: { Id: this.#execution.machineId, Name: this.#execution.machineName },
      State: { Name: state, EnteredTime: new Date(enteredAt).toISOString(), RetryCount: retryCount(retries) },
      ...(shown === undefined ? {} : { Map: { Item: shown } }),
      ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
    };
  }

  evaluate(template: Template, extra: Extra = {}): Promise<unknown> {
    if (template.expressions.length === 0) return template.evaluate({});
    const { result, errorOutput } = extra;
    const states = {
      input: this.input,
      context: this.#context(extra),
      ...('result' in extra ? { result } : {}),
      ...(errorOutput === undefined ? {} : { errorOutput }),
    };
    return template.evaluate({ ...this.#functions, ...this.#visible, states });
  }

  /** Throws StateFailure States.QueryEvaluationError on anything but a whole number from `least` to `most`. */
  async integer(template: Template, field: string, least: number, most = 99_999_999): Promise<number> {
    const value = await this.evaluate(template);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new StateFailure(QUERY_EVALUATION_ERROR, `The field '${field}' must be an integer from ${least} to ${most}.`);
  }

  async text(template: Template, field: string): Promise<string> {
    const value = await this.evaluate(template);
    if (typeof value === 'string') return value;
    throw new StateFailure(QUERY_EVALUATION_ERROR, `The field '${field}' must be a string.`);
  }

  /** Leaves the state: Output and Assign see the same variables, those from before either. */
  async leave(effects: Effects, fallback: unknown, next: string | undefined, extra: Extra = {}) {
    const output = effects.output === undefined ? fallback : await this.evaluate(effects.output, extra);
    const assigned = effects.assign === undefined ? undefined : await this.evaluate(effects.assign, extra);
    return {
      kind: 'move' as const,
      output: serialize(output, 'output of the state'),
      variables: assigned === undefined ? this.#branch.variables : merge(this.#branch.variables, assigned),
      next,
    };
  }
}

function parseObject(json: string): Bindings {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function merge(variables: string, assigned: unknown): string {
  serialize(assigned, 'value of Assign');
  return JSON.stringify({ ...parseObject(variables), ...(typeof assigned === 'object' ? assigned : {}) });
}

function retryCount(retries: string): number {
  const used: unknown = JSON.parse(retries);
  return Array.isArray(used) ? used.reduce<number>((sum, count) => sum + Number(count), 0) : 0;
}
