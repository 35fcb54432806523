import { createHash } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { ReceivedMessage } from '../queue/message.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './lambda-context.ts';

/** The event of a function that an SQS FIFO queue sets off. */
export function sqsEvent(queue: string, messages: readonly ReceivedMessage[]): SQSEvent {
  return {
    Records: messages.map((message) => ({
      messageId: message.id,
      receiptHandle: message.receipt,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        SentTimestamp: String(message.sentAt),
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
        SenderId: LOCAL_ACCOUNT,
        ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
        ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(message.body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${queue}.fifo`,
      awsRegion: LOCAL_REGION,
    })),
  };
}

/** As AWS documents it, an empty answer and an empty or missing list mean that all went well. */
export const batchResponseSchema = z
  .strictObject({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * The receipts of the messages that a function reports as failed. As with Lambda, a report that names an unknown
 * message, or is none, fails the whole batch: better again than lost.
 */
export function failedReceipts(result: unknown, messages: readonly ReceivedMessage[]): string[] {
  const response = batchResponseSchema.safeParse(result);
  if (!response.success) return messages.map(({ receipt }) => receipt);
  const receipts = new Map(messages.map(({ id, receipt }) => [id, receipt]));
  const failed: string[] = [];
  for (const { itemIdentifier } of response.data?.batchItemFailures ?? []) {
    const receipt = receipts.get(itemIdentifier);
    if (receipt === undefined) return messages.map((message) => message.receipt);
    failed.push(receipt);
  }
  return failed;
}
