import { DomainError } from '@bos/kernel/errors';
import type { Log } from '@bos/kernel/log';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/**
 * Works through a batch of a FIFO queue: groups in parallel, each in order. A group stops at its first failure, and
 * what stands behind it is reported as failed too, so that nothing overtakes it.
 */
export async function processFifoBatch(
  event: SQSEvent,
  handle: (body: unknown, record: SQSRecord) => Promise<void>,
  log: Log,
): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(event.Records, ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId);
  const failures = await Promise.all(Array.from(groups.values(), (records) => processGroup(records, handle, log)));
  return { batchItemFailures: failures.flat().map((itemIdentifier) => ({ itemIdentifier })) };
}

async function processGroup(
  records: readonly SQSRecord[],
  handle: (body: unknown, record: SQSRecord) => Promise<void>,
  log: Log,
): Promise<string[]> {
  for (const [position, record] of records.entries()) {
    try {
      await handle(JSON.parse(record.body), record);
    } catch (error) {
      const attempt = Number(record.attributes.ApproximateReceiveCount);
      const queue = record.eventSourceARN.split(':').at(-1) ?? '';
      // Something that will pass is no fault: the queue delivers it again.
      if (error instanceof DomainError) log.warn('queue.message_postponed', { queue, attempt, code: error.code });
      else log.error('queue.message_failed', error, { queue, attempt });
      return records.slice(position).map(({ messageId }) => messageId);
    }
  }
  return [];
}
