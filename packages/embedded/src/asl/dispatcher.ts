import type { Cancel, Timers } from '@bos/kernel/timers';
import type { Branch, TaskRequest } from './branch.ts';
import { RUNTIME, StateFailure, TASK_FAILED, TIMEOUT } from './failure.ts';

/**
 * Runs a task. Throws an error whose `name` is the ASL error name that Retry and Catch see. The signal aborts at
 * the task's time-out and when its execution ends; results after that are ignored.
 */
export type TaskInvoker = (functionName: string, payload: unknown, signal: AbortSignal) => Promise<unknown>;

export interface DispatcherOptions {
  readonly invoke: TaskInvoker;
  readonly timers: Timers;
  /** Most tasks in flight. */
  readonly concurrency: number;
  readonly find: (branch: number) => Branch | undefined;
  readonly onSuccess: (branch: Branch, value: unknown) => void;
  readonly onFailure: (branch: Branch, failure: StateFailure) => void;
  readonly onFault: (error: unknown) => void;
}

interface Flight {
  readonly branch: Branch;
  readonly controller: AbortController;
  cancelTimeout: Cancel;
}

function readRequest(branch: Branch): TaskRequest {
  const work: unknown = JSON.parse(branch.work ?? 'null');
  if (typeof work === 'object' && work !== null && 'functionName' in work && 'payload' in work) {
    const timeout = 'timeoutSeconds' in work ? work.timeoutSeconds : undefined;
    const timeoutSeconds = typeof timeout === 'number' ? timeout : undefined;
    return { functionName: String(work.functionName), payload: String(work.payload), timeoutSeconds };
  }
  throw new StateFailure(RUNTIME, 'The journal holds no request for this task.');
}

/** As Lambda reports an exception: its class as the error, type and message as the cause. */
function failureOf(error: unknown): StateFailure {
  if (!(error instanceof Error)) return new StateFailure(TASK_FAILED, String(error));
  return new StateFailure(error.name, JSON.stringify({ errorType: error.name, errorMessage: error.message }));
}

/** Invokes tasks, at most `concurrency` at a time, in the order in which they were scheduled. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #waiting = new Set<number>();
  readonly #flights = new Set<Flight>();
  #closed = false;
  #landed: (() => void) | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  enqueue(branches: Iterable<number>): void {
    for (const branch of branches) this.#waiting.add(branch);
    for (const id of this.#waiting) {
      if (this.#closed || this.#flights.size >= this.#options.concurrency) return;
      this.#waiting.delete(id);
      const branch = this.#options.find(id);
      if (branch?.phase === 'running' && !this.#inFlight(branch)) this.#start(branch);
    }
  }

  #inFlight(branch: Branch): boolean {
    return [...this.#flights].some(
      (flight) => flight.branch.id === branch.id && flight.branch.revision === branch.revision,
    );
  }

  #start(branch: Branch): void {
    const flight: Flight = { branch, controller: new AbortController(), cancelTimeout: () => undefined };
    this.#flights.add(flight);
    void this.#fly(flight);
  }

  async #fly(flight: Flight): Promise<void> {
    const { branch, controller } = flight;
    const { invoke, timers, onSuccess, onFailure } = this.#options;
    try {
      const { functionName, payload, timeoutSeconds } = readRequest(branch);
      if (timeoutSeconds !== undefined) {
        const failure = new StateFailure(TIMEOUT, `${functionName} ran longer than ${timeoutSeconds} s.`);
        flight.cancelTimeout = timers.after(timeoutSeconds * 1000, () => {
          controller.abort(failure);
          this.#land(flight, () => onFailure(branch, failure));
        });
      }
      const value = await invoke(functionName, JSON.parse(payload), controller.signal);
      this.#land(flight, () => onSuccess(branch, value));
    } catch (error) {
      const failure = error instanceof StateFailure ? error : failureOf(error);
      this.#land(flight, () => onFailure(branch, failure));
    }
  }

  /** Reports once; a flight that was cancelled or timed out before reports nothing more. */
  #land(flight: Flight, report: () => void): void {
    if (!this.#flights.delete(flight)) return;
    flight.cancelTimeout();
    try {
      report();
    } catch (error) {
      // The outcome could not be recorded: the task is invoked again, as after a kill.
      this.#options.onFault(error);
      this.#options.timers.after(1_000, () => this.enqueue([flight.branch.id]));
    }
    if (this.#flights.size === 0) this.#landed?.();
    this.enqueue([]);
  }

  /** Aborts what these branches have in flight; nothing of it is reported. */
  cancel(branches: readonly number[]): void {
    if (branches.length === 0) return;
    const gone = new Set(branches);
    for (const branch of gone) this.#waiting.delete(branch);
    for (const flight of this.#flights) {
      if (!gone.has(flight.branch.id)) continue;
      this.#flights.delete(flight);
      flight.cancelTimeout();
      flight.controller.abort();
    }
    if (this.#flights.size === 0) this.#landed?.();
    this.enqueue([]);
  }

  /** Starts nothing more, lets tasks in flight end within the grace period, then aborts them. */
  async close(graceMilliseconds: number): Promise<void> {
    this.#closed = true;
    if (this.#flights.size > 0) {
      const landed = new Promise<void>((resolve) => {
        this.#landed = resolve;
      });
      const cancel = this.#options.timers.after(graceMilliseconds, () => this.#landed?.());
      await landed;
      cancel();
    }
    this.cancel([...this.#flights].map((flight) => flight.branch.id));
  }
}
