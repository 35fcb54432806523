import type { Cancel, Timers } from '@bos/kernel/timers';
import type { Failure, ReceivedMessage } from './message.ts';
import type { Queues } from './queues.ts';

export interface ConsumerOptions {
  readonly queues: Queues;
  readonly queue: string;
  /** Most messages of one call of the handler. */
  readonly batchSize: number;
  /** Most calls of the handler at once. */
  readonly concurrency: number;
  /**
   * Handles messages; of a FIFO queue those of one group, in order. Receipts that it does not report are removed.
   * When it throws, all have failed.
   */
  readonly handler: (messages: readonly ReceivedMessage[]) => Promise<{ readonly failedReceipts: readonly string[] }>;
  /** Seconds until a message that failed is tried again, by how often it was received. */
  readonly backoff: (receiveCount: number) => number;
  readonly timers: Timers;
  /** What the handler threw, and what the database did. */
  readonly onError?: (error: unknown) => void;
}

export interface Consumer {
  /** Receives nothing more; resolves when all messages in hand are settled. */
  stop(): Promise<void>;
}

/** After the database failed (a full disk, say) it is asked again. */
const FAULT_PAUSE_MILLISECONDS = 1_000;
/** A send from another process or thread wakes nobody here: an idle consumer looks for itself. */
const IDLE_POLL_MILLISECONDS = 1_000;

class QueueConsumer implements Consumer {
  readonly #options: ConsumerOptions;
  readonly #fifo: boolean;
  readonly #busy = new Set<Promise<void>>();
  readonly #unsubscribe: Cancel;
  #cancelTimer: Cancel = () => undefined;
  #woken = false;
  #stopped = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#fifo = options.queues.settings(options.queue).fifo;
    this.#unsubscribe = options.queues.onSend((queue) => {
      if (queue === options.queue) this.#wake();
    });
    this.#wake();
  }

  /** Receives in a turn of its own: a sender does not wait for that, and many sends make one. */
  #wake(): void {
    if (this.#woken || this.#stopped) return;
    this.#woken = true;
    queueMicrotask(() => {
      this.#woken = false;
      this.#fill();
    });
  }

  #fill(): void {
    const { queues, queue, batchSize, concurrency } = this.#options;
    this.#cancelTimer();
    try {
      while (!this.#stopped && this.#busy.size < concurrency) {
        const messages = queues.receive(queue, batchSize, { oneGroup: true });
        if (messages.length === 0) {
          this.#wakeAfter(Math.min(queues.untilNext(queue) ?? IDLE_POLL_MILLISECONDS, IDLE_POLL_MILLISECONDS));
          return;
        }
        const handled: Promise<void> = this.#handle(messages).finally(() => {
          this.#busy.delete(handled);
          this.#wake();
        });
        this.#busy.add(handled);
      }
    } catch (error) {
      this.#options.onError?.(error);
      this.#wakeAfter(FAULT_PAUSE_MILLISECONDS);
    }
  }

  #wakeAfter(milliseconds: number): void {
    if (this.#stopped) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.timers.after(milliseconds, () => this.#wake());
  }

  async #handle(messages: readonly ReceivedMessage[]): Promise<void> {
    const { queues, queue, handler, onError } = this.#options;
    const stopExtending = this.#extend(messages.map((message) => message.receipt));
    let failedReceipts: readonly string[];
    try {
      ({ failedReceipts } = await handler(messages));
    } catch (error) {
      onError?.(error);
      failedReceipts = messages.map((message) => message.receipt);
    }
    stopExtending();
    try {
      const failures = this.#failures(messages, new Set(failedReceipts));
      const failed = new Set(failures.map((failure) => failure.receipt));
      const handled = messages.map((message) => message.receipt).filter((receipt) => !failed.has(receipt));
      queues.settle(queue, handled, failures);
    } catch (error) {
      // Not settled: the messages come again after their visibility time-out.
      onError?.(error);
    }
  }

  /** In a FIFO group what stands behind a failure was not finished either, but costs no attempt. */
  #failures(messages: readonly ReceivedMessage[], failed: ReadonlySet<string>): Failure[] {
    const { backoff } = this.#options;
    const first = messages.findIndex((message) => failed.has(message.receipt));
    if (first === -1) return [];
    const failures: Failure[] = [];
    for (const [index, { receipt, receiveCount }] of messages.entries()) {
      const behind = this.#fifo && index > first;
      if (behind) failures.push({ receipt, delaySeconds: 0, counted: false });
      else if (failed.has(receipt)) failures.push({ receipt, delaySeconds: backoff(receiveCount), counted: true });
    }
    return failures;
  }

  /** Keeps messages in flight for as long as the handler takes: a second delivery comes only after a crash. */
  #extend(receipts: readonly string[]): Cancel {
    const { queues, queue, timers, onError } = this.#options;
    const interval = (queues.settings(queue).visibilitySeconds * 1000) / 2;
    let cancel: Cancel = () => undefined;
    const extend = () => {
      try {
        queues.extend(queue, receipts);
      } catch (error) {
        onError?.(error);
      }
      cancel = timers.after(interval, extend);
    };
    cancel = timers.after(interval, extend);
    return () => cancel();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    this.#cancelTimer();
    await Promise.all(this.#busy);
  }
}

/**
 * Starts to serve a queue: at once when this process sends something or a delay or visibility time-out ends, and
 * within a second when another process sends.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  return new QueueConsumer(options);
}

/** first × 2^(receives − 1) seconds, at most `longest`: 1 s and 300 s give 1, 2, 4 … 256, 300. */
export function exponentialBackoff(first: number, longest: number): (receiveCount: number) => number {
  return (receiveCount) => Math.min(longest, first * 2 ** Math.max(0, receiveCount - 1));
}
