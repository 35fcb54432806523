import type { Branch } from '../branch.ts';
import type { BranchTable } from './branch-table.ts';
import type { EventTable } from './event-table.ts';
import type { ExecutionEnd, ExecutionTable } from './execution-table.ts';

/** What the engine has to do after a commit. */
export interface Consequences {
  /** Branches to step. */
  readonly advance: number[];
  /** Branches whose task is to be invoked. */
  readonly dispatch: number[];
  /** Branches that are gone: abort their invocations. */
  readonly cancel: number[];
  /** Times that were recorded, milliseconds since the epoch. */
  readonly alarms: number[];
}

export interface Tables {
  readonly executions: ExecutionTable;
  readonly branches: BranchTable;
  readonly events: EventTable;
}

const END_EVENTS: Readonly<Record<ExecutionEnd['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** A branch without what belonged to its last phase. */
export function cleared(branch: Branch): Branch {
  const nothing = { work: undefined, token: undefined, dueAt: undefined, timeoutAt: undefined };
  return { ...branch, ...nothing, heartbeatAt: undefined, heartbeatSeconds: undefined };
}

/** Writes of one transaction, at one moment, and what follows from them. */
export class Recorder implements Tables {
  readonly executions: ExecutionTable;
  readonly branches: BranchTable;
  readonly events: EventTable;
  readonly now: number;
  readonly consequences: Consequences = { advance: [], dispatch: [], cancel: [], alarms: [] };

  constructor(tables: Tables, now: number) {
    this.executions = tables.executions;
    this.branches = tables.branches;
    this.events = tables.events;
    this.now = now;
  }

  /** Returns the number of events that the execution has now. */
  event(execution: string, type: string, state?: string, details: Readonly<Record<string, unknown>> = {}): number {
    const id = this.executions.countEvent(execution);
    this.events.append(execution, { id, at: this.now, type, state, details });
    return id;
  }

  save(branch: Branch): void {
    if (!this.branches.save(branch)) throw new Error(`branch ${branch.id} changed inside a transaction`);
    const { dueAt, timeoutAt, heartbeatAt } = branch;
    this.consequences.alarms.push(...[dueAt, timeoutAt, heartbeatAt].filter((time) => time !== undefined));
  }

  /** Is this what the journal holds? Nobody can change it before the transaction ends. */
  isCurrent(branch: Branch): boolean {
    return this.branches.revisionOf(branch.id) === branch.revision;
  }

  /** Ends a running execution; one that has ended stays as it is. */
  finish(execution: string, end: ExecutionEnd): void {
    if (!this.executions.finish(execution, end, this.now)) return;
    const { error, cause } = end;
    this.event(execution, END_EVENTS[end.status], undefined, { error, cause });
    this.consequences.cancel.push(...this.branches.deleteExecution(execution));
  }
}
