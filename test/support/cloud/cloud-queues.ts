import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDefinition } from '@bos/kernel/function-definition';
import { deadLetterQueueName, queueName } from '../../../lib/names.ts';
import type { QueueDepths } from '../queue-depths.ts';

export interface CloudQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly deadLettersUrl: string;
}

/** As the stacks create them: high throughput, deduplication within a group. */
const FIFO = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

export interface CloudQueueOptions {
  readonly sqs: SQSClient;
  readonly environment: string;
  readonly definitions: readonly QueueDefinition[];
  /** Queues to which Scheduler sends, which gives no id of deduplication. */
  readonly scheduled: ReadonlySet<string>;
  /** Stands for that of the definitions where a test cannot wait as long for what a killed worker had in hand. */
  readonly visibilitySeconds: number | undefined;
}

/** Makes each queue with its dead letters. */
export function createCloudQueues(options: CloudQueueOptions): Promise<CloudQueue[]> {
  const { sqs, environment, definitions, scheduled, visibilitySeconds } = options;
  async function create(QueueName: string, attributes: Record<string, string>): Promise<{ url: string; arn: string }> {
    const { QueueUrl: url = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: { ...FIFO, ...attributes } }),
    );
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    return { url, arn: Attributes?.QueueArn ?? '' };
  }
  return Promise.all(
    definitions.map(async ({ name, visibilitySeconds: defined, maxReceives }) => {
      const dead = await create(deadLetterQueueName(environment, name), {});
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: maxReceives });
      const VisibilityTimeout = String(visibilitySeconds ?? defined);
      const byContent = scheduled.has(name) && { ContentBasedDeduplication: 'true' };
      return {
        name,
        deadLettersUrl: dead.url,
        ...(await create(queueName(environment, name), { VisibilityTimeout, RedrivePolicy, ...byContent })),
      };
    }),
  );
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** SQS tells no message in a worker's hand from one that waits for its visibility time-out: the worker's source does. */
export async function depthsOf(
  sqs: SQSClient,
  { name, url, deadLettersUrl }: CloudQueue,
  inHand: number,
): Promise<QueueDepths> {
  const counts = async (QueueUrl: string): Promise<readonly number[]> => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }));
    return COUNTS.map((count) => Number(Attributes?.[count] ?? 0));
  };
  const [[waiting = 0, invisible = 0, delayed = 0], [dead = 0]] = await Promise.all([
    counts(url),
    counts(deadLettersUrl),
  ]);
  return { queue: name, waiting, inHand, postponed: Math.max(0, invisible - inHand) + delayed, dead };
}
