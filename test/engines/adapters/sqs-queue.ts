import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { clientSettings } from '@bos/aws/client-settings';
import { createSqsQueueSender } from '@bos/aws/sqs-queue-sender';
import type { MessageInFlight, OpenQueue } from '@bos/testing/queue-contract';

/** LocalStack looks once a second for what has become visible. */
const TICK_SECONDS = 1.2;

/** As the stacks create it. */
const HIGH_THROUGHPUT = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

/** A queue of our sender, and a thin driver that receives as the event source of a function does. */
export const openSqsQueue: OpenQueue = async ({ visibilitySeconds, maxReceives }) => {
  const sqs = new SQSClient(clientSettings());
  const queue = `contract-${randomUUID()}`;
  const created = async (name: string, attributes: Record<string, string>): Promise<string> => {
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes: { ...HIGH_THROUGHPUT, ...attributes } }),
    );
    return QueueUrl;
  };
  const deadUrl = await created(`${queue}-dead`, {});
  const { Attributes: dead = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }),
  );
  const deadArn = dead.QueueArn ?? '';
  const url = await created(queue, {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: maxReceives }),
  });

  async function receive(max: number): Promise<MessageInFlight[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: max,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'MessageGroupId'],
      }),
    );
    return Messages.map(({ Body = '', ReceiptHandle = '', Attributes = {} }) => ({
      body: Body,
      group: Attributes.MessageGroupId ?? '',
      receiveCount: Number(Attributes.ApproximateReceiveCount),
      receipt: ReceiptHandle,
    }));
  }
  const remove = async (receipt: string): Promise<void> => {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
  };

  return {
    queue,
    sender: createSqsQueueSender((name) => url.replace(queue, name)),
    receive,
    remove,
    async release(receipt, delaySeconds) {
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: delaySeconds }),
      );
    },
    async deliver(handler) {
      const batch = await receive(10);
      const failed = new Set(handler(batch.map(({ body }) => body)));
      // What failed is left to its visibility time-out, as Lambda leaves it.
      for (const { body, receipt } of batch) if (!failed.has(body)) await remove(receipt);
    },
    async deadLetters() {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: deadUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      return Messages.map(({ Body = '' }) => Body);
    },
    async redrive() {
      await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
      for (;;) {
        const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: deadArn }));
        if (Results.every(({ Status }) => Status === 'COMPLETED')) return;
        await sleep(100);
      }
    },
    pass: (seconds) => sleep((seconds + TICK_SECONDS) * 1_000),
    async close() {
      for (const QueueUrl of [url, deadUrl]) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sqs.destroy();
    },
  };
};
