import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type EventPattern, passesFilter } from '@bos/kernel/event-pattern';
import { backOff, pause } from '../runtime/pause.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type DeliveryOptions, deliver } from './delivery.ts';
import { changesNothing, toLambdaRecord } from './lambda-record.ts';
import { createPacer } from './pacer.ts';
import { openShard, type ShardCursor } from './shard.ts';

export interface ShardReaderOptions extends DeliveryOptions {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly checkpoints: Checkpoints;
  readonly batchSize: number;
  readonly patterns?: readonly EventPattern[];
  readonly signal: AbortSignal;
}

export interface ShardReader {
  /** Resolves when the shard is read to its end, or after `signal` has aborted. */
  readonly ended: Promise<void>;
  nudge(): void;
  /** Resolves when a poll that began after this call has found nothing, or the reader has ended. */
  settled(): Promise<void>;
}

const FIRST_BACK_OFF_MILLISECONDS = 50;
const LONGEST_BACK_OFF_MILLISECONDS = 2_000;

/** Polls one shard and delivers its records; the checkpoint moves only when the handler has done with a record. */
export function readShard(options: ShardReaderOptions): ShardReader {
  const { client, streamArn, shardId, checkpoints, batchSize, patterns = [], signal, timers, log } = options;
  const pacer = createPacer(timers);
  let acknowledged = checkpoints.read(shardId)?.sequenceNumber;
  const acknowledge = (sequenceNumber: string | undefined, finished = false): void => {
    acknowledged = sequenceNumber;
    checkpoints.write(shardId, { sequenceNumber, finished });
  };
  let polls = 0;
  let waiters: { readonly since: number; readonly resolve: () => void }[] = [];
  const settle = (poll: number): void => {
    for (const waiter of waiters) if (waiter.since < poll) waiter.resolve();
    waiters = waiters.filter((waiter) => waiter.since >= poll);
  };

  /** One page. True when the shard has ended. */
  async function poll(cursor: ShardCursor): Promise<boolean> {
    const number = ++polls;
    pacer.begin();
    const { records, ended } = await cursor.next(batchSize);
    if (signal.aborted) return false;
    if (records.length > 0) {
      const kept = records
        .map((record) => toLambdaRecord(record, streamArn))
        .filter((record) => passesFilter(patterns, record) && !changesNothing(record));
      let done = 0;
      await deliver(
        kept,
        options,
        (count) => {
          done = count;
          acknowledge(kept[count - 1]?.dynamodb?.SequenceNumber ?? acknowledged);
        },
        signal,
      );
      if (done < kept.length) return false;
      const last = records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== acknowledged) acknowledge(last);
      pacer.nudge();
    } else {
      settle(number);
    }
    if (ended) acknowledge(acknowledged, true);
    return ended;
  }

  async function run(): Promise<void> {
    if (acknowledged === undefined) acknowledge(undefined);
    const cursor = openShard({ client, streamArn, shardId, after: () => acknowledged });
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (await poll(cursor)) return;
        failures = 0;
        await pacer.wait(signal);
      } catch (error) {
        failures++;
        log.error('stream.poll-failed', error, { attempt: failures });
        await pause(timers, backOff(failures, FIRST_BACK_OFF_MILLISECONDS, LONGEST_BACK_OFF_MILLISECONDS), signal);
      }
    }
  }

  let over = false;
  const ended = run().finally(() => {
    over = true;
    settle(Number.POSITIVE_INFINITY);
  });
  return {
    ended,
    nudge: pacer.nudge,
    settled() {
      if (over) return Promise.resolve();
      return new Promise((resolve) => {
        waiters.push({ since: polls, resolve });
        pacer.nudge();
      });
    },
  };
}
