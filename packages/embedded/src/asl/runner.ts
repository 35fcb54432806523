import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { Timers } from '@bos/kernel/timers';

/** Steps that share one commit, and are taken before timers and sockets get their turn: a few milliseconds. */
const BATCH = 32;
/** After a step could not be recorded (a full disk, say) it is tried again. */
const FAULT_PAUSE_MILLISECONDS = 1_000;

export interface RunnerOptions {
  /** Takes each branch one step further; throws only when the journal fails. */
  readonly step: (branches: readonly number[]) => Promise<void>;
  readonly onFault: (error: unknown) => void;
  readonly timers: Timers;
}

/** Steps branches in the order in which they became ready, each once however often it was enqueued. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #ready = new Set<number>();
  #running: Promise<void> | undefined;
  #stopped = false;
  /** Batches that were not full: counted, so that a single endless loop yields as well. */
  #small = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  enqueue(branches: Iterable<number>): void {
    for (const branch of branches) this.#ready.add(branch);
    if (this.#stopped || this.#running !== undefined || this.#ready.size === 0) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.enqueue([]);
    });
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#ready.size > 0 && !this.#stopped) {
      const batch = this.#takeBatch();
      await this.#step(batch);
      if (batch.length === BATCH || ++this.#small % BATCH === 0) await yieldToEvents();
    }
  }

  #takeBatch(): number[] {
    const batch: number[] = [];
    for (const branch of this.#ready) {
      if (batch.length === BATCH) break;
      this.#ready.delete(branch);
      batch.push(branch);
    }
    return batch;
  }

  async #step(batch: readonly number[]): Promise<void> {
    try {
      await this.#options.step(batch);
    } catch (error) {
      this.#options.onFault(error);
      this.#options.timers.after(FAULT_PAUSE_MILLISECONDS, () => this.enqueue(batch));
    }
  }

  /** No further step begins; resolves when the present one is recorded. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }
}
