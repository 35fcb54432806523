import type { SQSClient } from '@aws-sdk/client-sqs';
import { DomainError } from '@bos/kernel/errors';
import type { QueueSender } from '@bos/kernel/queue';
import { clientSettings } from './client-settings.ts';

/** SQS takes ten messages a call. */
const BATCH = 10;

/** Sends to FIFO queues by the URL of their name. The client is loaded at the first send. */
export function createSqsQueueSender(urlOf: (queue: string) => string): QueueSender {
  let client: Promise<SQSClient> | undefined;
  return {
    async send(queue, messages) {
      const { SQSClient, SendMessageBatchCommand } = await import('@aws-sdk/client-sqs');
      client ??= Promise.resolve(new SQSClient(clientSettings()));
      const sqs = await client;
      for (let from = 0; from < messages.length; from += BATCH) {
        const { Failed = [] } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: urlOf(queue),
            Entries: messages.slice(from, from + BATCH).map(({ body, group, deduplicationId }, position) => ({
              Id: String(position),
              MessageBody: body,
              MessageGroupId: group,
              MessageDeduplicationId: deduplicationId,
            })),
          }),
        );
        if (Failed.length > 0) {
          const codes = Failed.map(({ Code }) => Code).join(', ');
          throw new DomainError(
            'unavailable',
            'QUEUE_SEND_FAILED',
            `${Failed.length} messages not taken by ${queue}: ${codes}`,
          );
        }
      }
    },
  };
}
