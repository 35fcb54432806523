import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import { Activation, type ExecutionContext } from './activation.ts';
import type { Branch, Outcome } from './branch.ts';
import { decide } from './decide.ts';
import type { Bindings } from './expression.ts';
import type { ExecutionRecord } from './journal/execution-table.ts';
import type { Journal, Step } from './journal/journal.ts';
import type { Consequences } from './journal/recorder.ts';
import { loadStateMachine, type StateMachine } from './state-machine.ts';

export interface StepperOptions {
  readonly journal: Journal;
  readonly stateMachine: StateMachine;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly name: string;
  readonly functions: Bindings;
}

function readOutcome(branch: Branch): Outcome | undefined {
  if (branch.phase !== 'settled') return undefined;
  const work: unknown = JSON.parse(branch.work ?? 'null');
  if (typeof work !== 'object' || work === null) throw new TypeError(`branch ${branch.id} has no outcome`);
  if ('result' in work) return { ok: true, result: String(work.result) };
  const error = 'error' in work ? String(work.error) : '';
  return { ok: false, error, cause: 'cause' in work ? String(work.cause) : '' };
}

/** Takes branches from the journal, decides what happens next to each, and records it. */
export class Stepper {
  readonly #options: StepperOptions;
  readonly #machines = new Map<string, StateMachine>();

  constructor(options: StepperOptions) {
    this.#options = options;
    this.#machines.set(options.stateMachine.hash, options.stateMachine);
  }

  /** The definition that the execution started with, which may be older than the present one. */
  #machineOf(hash: string): StateMachine {
    const known = this.#machines.get(hash);
    if (known !== undefined) return known;
    const source = this.#options.journal.executions.definitionSource(hash);
    if (source === undefined) throw new Error(`the journal lacks the definition ${hash}`);
    const machine = loadStateMachine(source, {});
    this.#machines.set(hash, machine);
    return machine;
  }

  #context(execution: ExecutionRecord): ExecutionContext {
    const prefix = 'arn:aws:states:local:000000000000';
    const machineName = this.#options.name;
    return {
      id: `${prefix}:execution:${machineName}:${execution.name}`,
      name: execution.name,
      input: execution.input,
      startedAt: execution.startedAt,
      machineId: `${prefix}:stateMachine:${machineName}`,
      machineName,
    };
  }

  /** Variables of the scopes around the branch's own; they cannot change while it runs. */
  #outerVariables(branch: Branch): Bindings {
    let variables: Bindings = {};
    let parent = branch.parent;
    while (parent !== undefined) {
      const outer = this.#options.journal.branches.find(parent);
      const own: unknown = JSON.parse(outer?.variables ?? '{}');
      variables = { ...(typeof own === 'object' ? own : {}), ...variables };
      parent = outer?.parent;
    }
    return variables;
  }

  #isToStep(branch: Branch, now: number): boolean {
    if (branch.phase === 'ready' || branch.phase === 'settled') return true;
    const timed = branch.phase === 'waiting' || branch.phase === 'retrying';
    return timed && branch.dueAt !== undefined && branch.dueAt <= now;
  }

  /** One transition of each branch that has one to make. Throws only when the journal fails. */
  async step(ids: readonly number[]): Promise<Consequences> {
    const steps: Step[] = [];
    for (const id of ids) {
      const step = await this.#decide(id);
      if (step !== undefined) steps.push(step);
    }
    return this.#options.journal.apply(steps, this.#options.clock.now().getTime());
  }

  async #decide(id: number): Promise<Step | undefined> {
    const { journal, clock, ids, functions } = this.#options;
    const branch = journal.branches.find(id);
    const now = clock.now().getTime();
    if (branch === undefined || !this.#isToStep(branch, now)) return undefined;
    const execution = journal.executions.find(branch.execution);
    if (execution === undefined) throw new Error(`branch ${id} has no execution`);
    const machine = this.#machineOf(execution.definition);
    const state = machine.states.get(branch.state);
    if (state === undefined) throw new Error(`the definition lacks the state ${branch.state}`);
    const activation = new Activation(branch, this.#context(execution), this.#outerVariables(branch), functions);
    const taskClock = { now, nextToken: () => ids.next() };
    const decision = await decide(state, branch, readOutcome(branch), activation, taskClock);
    return { branch, decision, machine };
  }
}
