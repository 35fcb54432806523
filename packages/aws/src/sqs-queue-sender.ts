import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { chunksOf } from '@bos/kernel/chunks';
import { DomainError } from '@bos/kernel/errors';
import type { QueueMessage, QueueSender } from '@bos/kernel/queue';
import { clientSettings } from './client-settings.ts';

/** SQS takes ten messages a call. */
const BATCH = 10;

const entryOf = ({ body, group, deduplicationId }: QueueMessage, position: number): SendMessageBatchRequestEntry => ({
  Id: String(position),
  MessageBody: body,
  MessageGroupId: group,
  MessageDeduplicationId: deduplicationId,
});

const notSent = (why: string, cause?: unknown): DomainError =>
  new DomainError('unavailable', 'QUEUE_SEND_FAILED', why, { cause });

/**
 * Sends to FIFO queues by the URL of their name. The client is loaded at the first send. Throws QUEUE_SEND_FAILED
 * (`unavailable`) when SQS did not take all: some may have been taken, and who sends again is helped by their
 * deduplication ids.
 */
export function createSqsQueueSender(urlOf: (queue: string) => string): QueueSender {
  let client: SQSClient | undefined;

  async function sendBatch(QueueUrl: string, messages: readonly QueueMessage[]) {
    const { SQSClient, SendMessageBatchCommand } = await import('@aws-sdk/client-sqs');
    client ??= new SQSClient(clientSettings());
    return client.send(new SendMessageBatchCommand({ QueueUrl, Entries: messages.map(entryOf) }));
  }

  return {
    async send(queue, messages) {
      const url = urlOf(queue);
      for (const batch of chunksOf(messages, BATCH)) {
        const { Failed = [] } = await sendBatch(url, batch).catch((cause: unknown) => {
          throw notSent(`Messages not taken by ${queue}.`, cause);
        });
        if (Failed.length === 0) continue;
        const codes = Failed.map(({ Code }) => Code).join(', ');
        throw notSent(`${Failed.length} messages not taken by ${queue}: ${codes}`);
      }
    },
  };
}
