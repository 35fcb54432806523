import { pause } from '@bos/embedded/runtime/pause';
import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { failedItems } from './batch-response.ts';

/** The part of SQS that an event source needs. */
export interface QueueConnection {
  /** Up to `max` (1 to 10) messages, now in flight, as a function's event carries them; in a group in order. */
  receive(max: number): Promise<readonly SQSRecord[]>;
  /** Removes handled messages for good. */
  remove(receiptHandles: readonly string[]): Promise<void>;
}

export interface QueueSourceOptions {
  readonly connection: QueueConnection;
  /** Rejects when the function fails. */
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  readonly batchSize: number;
  /** Most invocations at once. */
  readonly concurrency: number;
  readonly timers: Timers;
  readonly log: Log;
}

export interface QueueSource {
  /** Messages that the function has and has not answered for. */
  inHand(): number;
  /** Receives nothing more; resolves when what is in hand is answered. */
  stop(): Promise<void>;
}

/** Between two looks into an empty queue, beside the time that the queue itself waits. */
const IDLE_MILLISECONDS = 20;
const FAULT_MILLISECONDS = 500;

/**
 * Feeds a function from a FIFO queue as Lambda's event source mapping does. A batch may hold several groups. What the
 * function does not report as failed is removed; what it reports, or the whole batch when it fails, is left to its
 * visibility time-out, and the queue keeps back what stands behind it in its group. So order holds with any
 * concurrency.
 */
export function startQueueSource(options: QueueSourceOptions): QueueSource {
  const { connection, invoke, batchSize, concurrency, timers, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  let messagesInHand = 0;

  async function handle(records: readonly SQSRecord[]): Promise<void> {
    let failed: ReadonlySet<string>;
    try {
      const response = await invoke({ Records: [...records] });
      const identifiers = records.map(({ messageId }) => messageId);
      failed = new Set(failedItems(response, identifiers));
    } catch (error) {
      log.error('queue.batch-failed', error, { count: records.length });
      return;
    }
    const handled = records.filter(({ messageId }) => !failed.has(messageId));
    if (handled.length === 0) return;
    try {
      await connection.remove(handled.map(({ receiptHandle }) => receiptHandle));
    } catch (error) {
      // They come again after their visibility time-out, as at AWS.
      log.error('queue.remove-failed', error, { count: handled.length });
    }
  }

  /** One receiver, which looks again while batches are at work: a queue need not answer many that wait for nothing. */
  async function receive(): Promise<void> {
    const batches = new Set<Promise<void>>();
    while (!signal.aborted) {
      try {
        const records = await connection.receive(batchSize);
        if (records.length === 0) await pause(timers, IDLE_MILLISECONDS, signal);
        else {
          messagesInHand += records.length;
          const work = handle(records).finally(() => {
            messagesInHand -= records.length;
            batches.delete(work);
          });
          batches.add(work);
        }
      } catch (error) {
        log.error('queue.poll-failed', error);
        await pause(timers, FAULT_MILLISECONDS, signal);
      }
      if (batches.size >= concurrency) await Promise.race(batches);
    }
    await Promise.all(batches);
  }

  const receiving = receive();
  return {
    inHand: () => messagesInHand,
    async stop() {
      stopping.abort();
      await receiving;
    },
  };
}
