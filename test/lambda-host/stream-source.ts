import { type StreamReader, type StreamReaderOptions, startStreamReader } from '@bos/embedded/streams/stream-reader';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { failedItems } from './batch-response.ts';

export interface StreamSourceOptions extends Omit<StreamReaderOptions, 'handler'> {
  /** Rejects when the function fails. */
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
}

/** The function's answer says that nothing of its batch was handled. */
class BatchFailedError extends Error {
  constructor() {
    super('the function reported its whole batch as failed');
    this.name = 'BatchFailedError';
  }
}

/**
 * Feeds a function from a table's stream as Lambda's event source mapping does with `BisectBatchOnFunctionError` and
 * `ReportBatchItemFailures`: in order within a shard, a batch that fails is halved, one that fails in part goes on at
 * its first failure. Throws STREAM_NOT_FOUND.
 */
export function startStreamSource({ invoke, ...options }: StreamSourceOptions): Promise<StreamReader> {
  return startStreamReader({
    ...options,
    async handler(event) {
      const numbers = event.Records.map((record) => record.dynamodb?.SequenceNumber ?? '');
      const failed = failedItems(await invoke(event), numbers);
      if (failed.length === numbers.length) throw new BatchFailedError();
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    },
  });
}
