import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { QueueConnection } from './queue-source.ts';

export interface SqsQueue {
  readonly client: SQSClient;
  readonly url: string;
  readonly arn: string;
  readonly region: string;
}

/** How long a look into an empty queue waits for a message; a source that stops waits for it. */
const WAIT_SECONDS = 1;

/** A queue of SQS, or of an engine that speaks as it does. */
export function sqsConnection({ client, url, arn, region }: SqsQueue): QueueConnection {
  /** Messages of ours carry no attributes of their own. */
  function recordOf({ MessageId, ReceiptHandle, Body, MD5OfBody, Attributes = {} }: Message): SQSRecord {
    if (MessageId === undefined || ReceiptHandle === undefined) throw new Error('SQS gave a message without an id');
    const { ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp, ...others } =
      Attributes;
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body ?? '',
      attributes: {
        ApproximateReceiveCount: ApproximateReceiveCount ?? '1',
        SentTimestamp: SentTimestamp ?? '0',
        SenderId: SenderId ?? '',
        ApproximateFirstReceiveTimestamp: ApproximateFirstReceiveTimestamp ?? '0',
        ...others,
      },
      messageAttributes: {},
      md5OfBody: MD5OfBody ?? '',
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: region,
    };
  }

  return {
    async receive(max) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: max,
          WaitTimeSeconds: WAIT_SECONDS,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages.map(recordOf);
    },
    async remove(receiptHandles) {
      const { Failed = [] } = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: url,
          Entries: receiptHandles.map((ReceiptHandle, position) => ({ Id: String(position), ReceiptHandle })),
        }),
      );
      if (Failed.length > 0) throw new Error(`${Failed.length} messages not deleted: ${Failed[0]?.Code}`);
    },
  };
}
