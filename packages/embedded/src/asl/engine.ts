import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import type { Timers } from '@bos/kernel/timers';
import { Alarm } from './alarm.ts';
import type { Branch, Outcome } from './branch.ts';
import { Dispatcher, type TaskInvoker } from './dispatcher.ts';
import { HEARTBEAT_TIMEOUT, StateFailure, TIMEOUT } from './failure.ts';
import { functionBindings } from './functions.ts';
import type { HistoryEvent } from './journal/event-table.ts';
import type { ExecutionRecord, ExecutionStatus } from './journal/execution-table.ts';
import { Journal } from './journal/journal.ts';
import type { Consequences } from './journal/recorder.ts';
import { exceedsLimit, PAYLOAD_LIMIT, serialize } from './payload.ts';
import { AslRequestError } from './request-error.ts';
import { Runner } from './runner.ts';
import type { StateMachine } from './state-machine.ts';
import { Stepper } from './stepper.ts';

export interface ExecutionDescription {
  readonly status: ExecutionStatus;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly startedAt: Date;
  readonly stoppedAt?: Date;
}

/**
 * Runs executions of one state machine. Every transition is committed before the next begins, so that after a kill
 * `resume` goes on at the last one; a task that was in flight is invoked again. Rejections are AslRequestError.
 */
export interface AslEngine {
  /** Idempotent by name and input; ExecutionAlreadyExists for the same name with another input. */
  start(name: string, input: unknown): Promise<{ started: boolean }>;
  /** Throws TaskTimedOut when nobody waits for the token (any more). */
  sendTaskSuccess(token: string, output: unknown): Promise<void>;
  sendTaskFailure(token: string, error: string, cause: string): Promise<void>;
  sendTaskHeartbeat(token: string): Promise<void>;
  /** Ends a running execution as ABORTED; harmless on one that has ended. */
  stop(name: string, cause: string): Promise<void>;
  /** Throws ExecutionDoesNotExist. */
  describe(name: string): ExecutionDescription;
  history(name: string): readonly HistoryEvent[];
  /** Deletes executions that ended before; returns how many. */
  prune(before: Date): number;
  /** Goes on with all that the journal holds; call once after opening. */
  resume(): void;
  /** Lets tasks in flight end within the grace period (default 5 s); the rest goes on at the next resume. */
  close(graceMilliseconds?: number): Promise<void>;
}

export interface EngineOptions {
  readonly databasePath: string;
  readonly stateMachine: StateMachine;
  readonly invoke: TaskInvoker;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly timers: Timers;
  /** Most tasks in flight at once. */
  readonly concurrency: number;
  /** `$states.context.StateMachine.Name`. */
  readonly name?: string;
  /** The journal could not be written (disk full); what failed is tried again every second. */
  readonly onFault?: (error: unknown) => void;
}

const NAME = /^[A-Za-z0-9_-]{1,80}$/;

class JournalledEngine implements AslEngine {
  readonly #options: EngineOptions;
  readonly #journal: Journal;
  readonly #runner: Runner;
  readonly #dispatcher: Dispatcher;
  readonly #alarm: Alarm;

  constructor(options: EngineOptions) {
    this.#options = options;
    const {
      clock,
      timers,
      invoke,
      concurrency,
      ids,
      stateMachine,
      name = 'mission',
      onFault = () => undefined,
    } = options;
    const journal = new Journal(options.databasePath);
    this.#journal = journal;
    const stepper = new Stepper({ journal, stateMachine, clock, ids, name, functions: functionBindings(clock) });
    const step = async (batch: readonly number[]) => this.#follow(await stepper.step(batch));
    this.#runner = new Runner({ step, onFault, timers });
    this.#alarm = new Alarm({ clock, timers, onFault, ring: (now) => this.#ring(now) });
    this.#dispatcher = new Dispatcher({
      invoke,
      timers,
      concurrency,
      onFault,
      find: (id) => journal.branches.find(id),
      onSuccess: (branch, value) => this.#invoked(branch, value),
      onFailure: (branch, failure) => this.#failed(branch, failure),
    });
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }

  #follow(consequences: Consequences): void {
    this.#dispatcher.cancel(consequences.cancel);
    this.#dispatcher.enqueue(consequences.dispatch);
    for (const time of consequences.alarms) this.#alarm.consider(time);
    this.#runner.enqueue(consequences.advance);
  }

  #invoked(branch: Branch, value: unknown): void {
    if (branch.token !== undefined) {
      this.#follow(this.#journal.submitted(branch, this.#now()));
      return;
    }
    let result: string;
    try {
      result = serialize({ Payload: value ?? null, StatusCode: 200 }, 'result of the task');
    } catch (error) {
      const failure = error instanceof StateFailure ? error : new StateFailure('Runtime.MarshalError', String(error));
      this.#failed(branch, failure);
      return;
    }
    this.#settle(branch, { ok: true, result }, 'TaskSucceeded');
  }

  #failed(branch: Branch, failure: StateFailure): void {
    const timedOut = failure.error === TIMEOUT || failure.error === HEARTBEAT_TIMEOUT;
    const outcome = { ok: false, error: failure.error, cause: failure.reason } as const;
    this.#settle(branch, outcome, timedOut ? 'TaskTimedOut' : 'TaskFailed');
  }

  #settle(branch: Branch, outcome: Outcome, event: string): void {
    this.#follow(this.#journal.settle(branch, outcome, event, this.#now()));
  }

  #ring(now: number): number | undefined {
    const { executions, branches } = this.#journal;
    for (const name of executions.overdue(now)) {
      const cause = 'The execution ran longer than its TimeoutSeconds.';
      this.#follow(this.#journal.finish(name, { status: 'TIMED_OUT', error: TIMEOUT, cause }, now));
    }
    for (const branch of branches.due(now)) {
      if (branch.phase !== 'running' && branch.phase !== 'awaiting') this.#runner.enqueue([branch.id]);
      else if (branch.timeoutAt !== undefined && branch.timeoutAt <= now) {
        this.#lapsed(branch, new StateFailure(TIMEOUT, 'Nobody answered the task token in time.'));
      } else this.#lapsed(branch, new StateFailure(HEARTBEAT_TIMEOUT, 'The heartbeat lapsed.'));
    }
    const next = [executions.nextTimeout(now), branches.nextAlarm(now)].filter((time) => time !== undefined);
    return next.length === 0 ? undefined : Math.min(...next);
  }

  #lapsed(branch: Branch, failure: StateFailure): void {
    this.#dispatcher.cancel([branch.id]);
    this.#failed(branch, failure);
  }

  async start(name: string, input: unknown): Promise<{ started: boolean }> {
    if (!NAME.test(name)) throw new AslRequestError('InvalidName', `Not a name of an execution: ${name}`);
    const json = JSON.stringify(input) ?? 'null';
    if (exceedsLimit(json)) {
      throw new AslRequestError('InvalidExecutionInput', `The input exceeds ${PAYLOAD_LIMIT} bytes.`);
    }
    const existing = this.#journal.executions.find(name);
    if (existing !== undefined) {
      if (isDeepStrictEqual(JSON.parse(existing.input), JSON.parse(json))) return { started: false };
      throw new AslRequestError('ExecutionAlreadyExists', `Execution ${name} exists with another input.`);
    }
    this.#follow(this.#journal.start(name, json, this.#options.stateMachine, this.#now()));
    return { started: true };
  }

  #waiting(token: string): Branch {
    const branch = this.#journal.branches.findByToken(token);
    const overdue = branch?.timeoutAt !== undefined && branch.timeoutAt <= this.#now();
    if (branch === undefined || overdue) throw new AslRequestError('TaskTimedOut', 'Nobody waits for this task token.');
    return branch;
  }

  async sendTaskSuccess(token: string, output: unknown): Promise<void> {
    const result = JSON.stringify(output);
    if (result === undefined || exceedsLimit(result)) {
      throw new AslRequestError('InvalidOutput', `The output is no JSON or exceeds ${PAYLOAD_LIMIT} bytes.`);
    }
    this.#settle(this.#waiting(token), { ok: true, result }, 'TaskSucceeded');
  }

  async sendTaskFailure(token: string, error: string, cause: string): Promise<void> {
    this.#settle(this.#waiting(token), { ok: false, error, cause }, 'TaskFailed');
  }

  async sendTaskHeartbeat(token: string): Promise<void> {
    const branch = this.#waiting(token);
    if (branch.heartbeatSeconds === undefined) return;
    const heartbeatAt = this.#now() + branch.heartbeatSeconds * 1000;
    this.#journal.branches.beat(branch, heartbeatAt);
    this.#alarm.consider(heartbeatAt);
  }

  #execution(name: string): ExecutionRecord {
    const execution = this.#journal.executions.find(name);
    if (execution === undefined) throw new AslRequestError('ExecutionDoesNotExist', `No execution ${name}.`);
    return execution;
  }

  async stop(name: string, cause: string): Promise<void> {
    this.#execution(name);
    this.#follow(this.#journal.finish(name, { status: 'ABORTED', cause }, this.#now()));
  }

  describe(name: string): ExecutionDescription {
    const { status, input, output, error, cause, startedAt, stoppedAt } = this.#execution(name);
    return {
      status,
      input: JSON.parse(input),
      startedAt: new Date(startedAt),
      ...(output === undefined ? {} : { output: JSON.parse(output) }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
      ...(stoppedAt === undefined ? {} : { stoppedAt: new Date(stoppedAt) }),
    };
  }

  history(name: string): readonly HistoryEvent[] {
    this.#execution(name);
    return this.#journal.events.of(name);
  }

  prune(before: Date): number {
    return this.#journal.prune(before.getTime());
  }

  resume(): void {
    const open = this.#journal.branches.inPhases(['ready', 'settled', 'running']);
    this.#dispatcher.enqueue(open.filter(({ phase }) => phase === 'running').map(({ id }) => id));
    this.#runner.enqueue(open.filter(({ phase }) => phase !== 'running').map(({ id }) => id));
    this.#alarm.ring();
  }

  async close(graceMilliseconds = 5_000): Promise<void> {
    await this.#dispatcher.close(graceMilliseconds);
    this.#alarm.stop();
    await this.#runner.stop();
    this.#journal.close();
  }
}

/** Opens the journal (creating it) and an engine on it. One process at a time owns a journal. */
export function openEngine(options: EngineOptions): AslEngine {
  return new JournalledEngine(options);
}
