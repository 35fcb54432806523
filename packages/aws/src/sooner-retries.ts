import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '@bos/kernel/log';
import { retryDelaySeconds } from '@bos/kernel/queue';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { clientSettings } from './client-settings.ts';
import type { InvocationContext } from './lambda-entry.ts';

type QueueHandler = (event: SQSEvent, context: InvocationContext) => Promise<SQSBatchResponse | undefined>;

export interface SoonerRetriesOptions {
  /** The queue that the function reads. */
  readonly queueUrl: string;
  readonly log: Log;
}

/**
 * A queue's function whose failures come again after seconds. Lambda leaves what a function reports as failed to the
 * queue's visibility time-out, which must be several times longer than the function may run: a reply that met a
 * throttled table would wait for twelve minutes, and with it all that stands behind it in its group.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 *
 * So each gets a time-out of its own, by how often it was tried. The order of a group holds: while its first message is
 * not to be seen, none of the group is. Where that fails they come after the queue's time-out, as they would have.
 */
export function retriedSooner(handle: QueueHandler, { queueUrl, log }: SoonerRetriesOptions): QueueHandler {
  let client: SQSClient | undefined;

  async function giveBack(records: readonly SQSRecord[]): Promise<void> {
    const { ChangeMessageVisibilityBatchCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    client ??= new SQSClient(clientSettings());
    const Entries = records.map(({ receiptHandle, attributes }, position) => ({
      Id: String(position),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: retryDelaySeconds(Number(attributes.ApproximateReceiveCount)),
    }));
    const { Failed = [] } = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
    if (Failed.length > 0) log.warn('queue.retry_not_soon', { count: Failed.length, reason: Failed[0]?.Code ?? '' });
  }

  return async (event, context) => {
    const response = await handle(event, context);
    const failed = new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const records = event.Records.filter(({ messageId }) => failed.has(messageId));
    if (records.length === 0) return response;
    try {
      await giveBack(records);
    } catch (error) {
      log.error('queue.retry_not_soon', error, { count: records.length });
    }
    return response;
  };
}
