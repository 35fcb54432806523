import { type Transaction, transactions } from '../../sqlite/transaction.ts';
import type { Branch, Decision, Outcome } from '../branch.ts';
import type { StateMachine } from '../state-machine.ts';
import { BranchTable } from './branch-table.ts';
import { EventTable } from './event-table.ts';
import { type ExecutionEnd, ExecutionTable } from './execution-table.ts';
import { stateEntered } from './iterations.ts';
import { type Consequences, cleared, Recorder, type Tables } from './recorder.ts';
import { openJournalDatabase } from './schema.ts';
import { carryOut } from './transition.ts';

/** A decision on one revision of a branch, by the definition that its execution started with. */
export interface Step {
  readonly branch: Branch;
  readonly decision: Decision;
  readonly machine: StateMachine;
}

/** The durable side of the engine: each method is one transaction. Throws only when SQLite does. */
export class Journal implements Tables {
  readonly executions: ExecutionTable;
  readonly branches: BranchTable;
  readonly events: EventTable;
  readonly close: () => void;
  readonly #transaction: Transaction;

  constructor(path: string) {
    const database = openJournalDatabase(path);
    this.executions = new ExecutionTable(database);
    this.branches = new BranchTable(database);
    this.events = new EventTable(database);
    this.#transaction = transactions(database);
    this.close = () => database.close();
  }

  #record(now: number, work: (recorder: Recorder) => void): Consequences {
    const recorder = new Recorder(this, now);
    this.#transaction(() => work(recorder));
    return recorder.consequences;
  }

  /** Records a new execution; its first branch is to be stepped. */
  start(name: string, input: string, machine: StateMachine, now: number): Consequences {
    return this.#record(now, (recorder) => {
      const { timeoutSeconds, startAt, hash, source } = machine;
      const timeoutAt = timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000;
      this.executions.keepDefinition(hash, source);
      this.executions.insert(name, hash, input, now, timeoutAt);
      recorder.event(name, 'ExecutionStarted');
      const place = { execution: name, parent: undefined, itemIndex: undefined, item: undefined };
      const id = this.branches.insert({ ...place, state: startAt, enteredAt: now, phase: 'ready', input });
      stateEntered(recorder, name, machine, startAt);
      recorder.consequences.advance.push(id);
      if (timeoutAt !== undefined) recorder.consequences.alarms.push(timeoutAt);
    });
  }

  /** Records many steps with one commit; those whose branch has moved on meanwhile are dropped. */
  apply(steps: readonly Step[], now: number): Consequences {
    return this.#record(now, (recorder) => {
      for (const { branch, decision, machine } of steps) carryOut(recorder, branch, decision, machine);
    });
  }

  /** Ends a whole execution from outside, if it runs. */
  finish(execution: string, end: ExecutionEnd, now: number): Consequences {
    return this.#record(now, (recorder) => recorder.finish(execution, end));
  }

  /** Records what a task came to, if the branch still waits for it. */
  settle(branch: Branch, outcome: Outcome, event: string, now: number): Consequences {
    return this.#record(now, (recorder) => {
      if (!recorder.isCurrent(branch)) return;
      recorder.save({ ...cleared(branch), phase: 'settled', work: JSON.stringify(outcome) });
      const details = outcome.ok ? {} : { error: outcome.error, cause: outcome.cause };
      recorder.event(branch.execution, event, branch.state, details);
      recorder.consequences.advance.push(branch.id);
    });
  }

  /** The invocation of a task with a token has returned: from now on only its token counts. */
  submitted(branch: Branch, now: number): Consequences {
    return this.#record(now, (recorder) => {
      const current = recorder.branches.find(branch.id);
      if (current?.revision !== branch.revision) return;
      // A heartbeat may have come in during the invocation: its time is the stored one.
      recorder.save({ ...current, phase: 'awaiting', work: undefined });
      recorder.event(branch.execution, 'TaskSubmitted', branch.state);
    });
  }

  /** Deletes executions that ended before, with their histories; returns how many. */
  prune(before: number): number {
    return this.#transaction(() => {
      const names = this.executions.stoppedBefore(before);
      for (const name of names) {
        this.events.delete(name);
        this.executions.delete(name);
      }
      this.executions.dropUnusedDefinitions();
      return names.length;
    });
  }
}
