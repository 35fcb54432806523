import type { Log } from '@bos/kernel/log';
import type { Timers } from '@bos/kernel/timers';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { backOff, pause } from '../runtime/pause.ts';

// biome-ignore lint/suspicious/noConfusingVoidType: a Lambda handler that reports no failures returns nothing.
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse | void>;

export interface DeliveryOptions {
  readonly handler: StreamHandler;
  /**
   * Retries of one record by itself before it is given up. The wait doubles from 100 ms to 30 s, so 10 retries
   * span 81 s: a table that is started again in the meantime loses nothing.
   */
  readonly maxRetries: number;
  /** Takes a record that cannot be handled. Should it throw, the record is tried once more. */
  readonly onPoison: (record: DynamoDBRecord, error: unknown) => Promise<void>;
  readonly timers: Timers;
  readonly log: Log;
}

const FIRST_BACK_OFF_MILLISECONDS = 100;
const LONGEST_BACK_OFF_MILLISECONDS = 30_000;

/** Some records of the batch were not handled; those before the first of them were. */
class PartialFailure extends Error {
  readonly handled: number;

  constructor(handled: number) {
    super(`the handler reported a failure at position ${handled}`);
    this.name = 'PartialFailure';
    this.handled = handled;
  }
}

/**
 * Hands the records to the handler until all are done with, in order. `done(n)` is called whenever the first n of
 * them are. A batch that fails is halved with each failure until the record that cannot be handled stands alone.
 * Returns early when `signal` aborts, after the handler's answer.
 */
export async function deliver(
  records: readonly DynamoDBRecord[],
  options: DeliveryOptions,
  done: (count: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { timers, log } = options;
  let first = 0;
  let size = records.length;
  let failures = 0;
  let failuresAlone = 0;
  const advanceTo = (next: number): void => {
    first = next;
    failures = 0;
    failuresAlone = 0;
    done(next);
  };
  while (first < records.length && !signal.aborted) {
    const batch = records.slice(first, first + size);
    try {
      await call(options.handler, batch);
      advanceTo(first + batch.length);
      size *= 2;
      continue;
    } catch (error) {
      if (error instanceof PartialFailure && error.handled > 0) {
        advanceTo(first + error.handled);
        size = 1;
      } else {
        size = error instanceof PartialFailure ? 1 : Math.ceil(batch.length / 2);
        if (batch.length === 1) failuresAlone++;
      }
      failures++;
      log.error('stream.batch-failed', error, { count: batch.length, attempt: failures });
      if (failuresAlone > options.maxRetries && (await handOver(batch[0], error, options))) {
        advanceTo(first + 1);
        continue;
      }
    }
    await pause(timers, backOff(failures, FIRST_BACK_OFF_MILLISECONDS, LONGEST_BACK_OFF_MILLISECONDS), signal);
  }
}

/** Throws what the handler threw, or PartialFailure. A report that names no record of the batch fails all of it. */
async function call(handler: StreamHandler, batch: readonly DynamoDBRecord[]): Promise<void> {
  const answer = await handler({ Records: [...batch] });
  const failed = new Set(answer?.batchItemFailures?.map((failure) => failure.itemIdentifier));
  if (failed.size === 0) return;
  const position = batch.findIndex((record) => failed.has(record.dynamodb?.SequenceNumber ?? ''));
  throw new PartialFailure(Math.max(0, position));
}

async function handOver(
  record: DynamoDBRecord | undefined,
  error: unknown,
  options: DeliveryOptions,
): Promise<boolean> {
  if (record === undefined) return false;
  try {
    await options.onPoison(record, error);
    return true;
  } catch (refusal) {
    options.log.error('stream.poison-refused', refusal);
    return false;
  }
}
