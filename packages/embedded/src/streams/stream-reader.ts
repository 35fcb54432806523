import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { MINUTE } from '@bos/kernel/clock';
import type { EventPattern } from '@bos/kernel/event-pattern';
import { backOff, pause } from '../runtime/pause.ts';
import type { CheckpointFile } from './checkpoints.ts';
import type { DeliveryOptions } from './delivery.ts';
import { findStream, listShards, readableShards } from './shard-list.ts';
import { readShard, type ShardReader } from './shard-reader.ts';

export interface StreamReaderOptions extends DeliveryOptions {
  readonly streamsClient: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly checkpoints: CheckpointFile;
  /** Names the reader in the checkpoints: each reads the whole stream for itself. */
  readonly reader: string;
  /** Records in one call of the handler, at most (1 to 1,000). */
  readonly batchSize: number;
  /** The handler gets what one of them matches; without any, everything. */
  readonly patterns?: readonly EventPattern[];
}

export interface StreamReader {
  /** Polls at once: something was written. */
  nudge(): void;
  /** Resolves when all that was written before this call is done with. */
  settled(): Promise<void>;
  /** Waits for the call of the handler in hand; what it has not finished is delivered again at the next start. */
  stop(): Promise<void>;
}

/** New shards appear when the service splits one; the engine of one machine always has one. */
const LISTING_MILLISECONDS = MINUTE;

/**
 * Reads the change stream of a table from its oldest record on, shard by shard, and hands it to the handler as
 * Lambda's event source mapping would: in order within a shard, at least once, batches halved when they fail.
 * Throws STREAM_NOT_FOUND.
 */
export async function startStreamReader(options: StreamReaderOptions): Promise<StreamReader> {
  const { streamsClient: client, timers, log, reader } = options;
  const streamArn = await findStream(client, options.tableName);
  const checkpoints = options.checkpoints.open(reader, streamArn);
  const stopping = new AbortController();
  const active = new Map<string, ShardReader>();

  async function openNew(): Promise<void> {
    const shards = await listShards(client, streamArn);
    for (const shardId of readableShards(shards, (id) => checkpoints.read(id)?.finished === true)) {
      if (active.has(shardId) || stopping.signal.aborted) continue;
      const shard = readShard({ ...options, client, streamArn, shardId, checkpoints, signal: stopping.signal });
      active.set(shardId, shard);
      void shard.ended.then(() => active.delete(shardId));
    }
  }

  async function keepListing(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const enough = new AbortController();
      const end = (): void => enough.abort();
      stopping.signal.addEventListener('abort', end);
      for (const shard of active.values()) void shard.ended.then(end);
      await pause(
        timers,
        failures > 0 ? backOff(failures, 100, LISTING_MILLISECONDS) : LISTING_MILLISECONDS,
        enough.signal,
      );
      stopping.signal.removeEventListener('abort', end);
      if (stopping.signal.aborted) return;
      try {
        await openNew();
        failures = 0;
      } catch (error) {
        failures++;
        log.error('stream.listing-failed', error, { function: reader, attempt: failures });
      }
    }
  }

  await openNew();
  const listing = keepListing();
  return {
    nudge() {
      for (const shard of active.values()) shard.nudge();
    },
    async settled() {
      await Promise.all(Array.from(active.values(), (shard) => shard.settled()));
    },
    async stop() {
      stopping.abort();
      await Promise.all([listing, ...Array.from(active.values(), (shard) => shard.ended)]);
    },
  };
}
