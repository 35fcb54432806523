import { GetQueueAttributesCommand, GetQueueUrlCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { CATALOG } from '../../../functions/catalog.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import { deadLetterQueueName, queueName, streamFailuresName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';
import { refusesPlainHttp } from '../rights/policy.ts';

const redriveSchema = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

async function attributesOf({ clients: { sqs } }: Deployment, name: string): Promise<Record<string, string>> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes;
}

/** EventBridge Scheduler gives no id of deduplication: a queue that it sends to makes one of the content. */
const isScheduled = (queue: string): boolean =>
  CATALOG.some(({ rights }) => rights.some((right) => right.kind === 'schedule' && right.queue === queue));

/** Each queue of the definitions with its dead letters, the stream's dead letters, and no other. */
export async function queueFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { environment } = deployment.settings;
  const names = Object.values(QUEUES).flatMap(({ name }) => [
    queueName(environment, name),
    deadLetterQueueName(environment, name),
  ]);
  names.push(streamFailuresName(environment));
  const { QueueUrls = [] } = await deployment.clients.sqs.send(new ListQueuesCommand({}));
  facts.same('queues of the account', sorted(QueueUrls.map((url) => url.split('/').at(-1) ?? '')), sorted(names));

  for (const name of names) {
    const { KmsMasterKeyId, Policy = '', FifoQueue } = await attributesOf(deployment, name);
    facts.same(`${name}: encrypted`, KmsMasterKeyId, deployment.storageKeyArn);
    facts.hold(`${name}: TLS`, refusesPlainHttp(Policy) ? undefined : 'its policy takes plain HTTP');
    // Lambda puts failed stream records into a standard queue alone.
    facts.same(`${name}: FIFO`, FifoQueue, name.endsWith('.fifo') ? 'true' : undefined);
  }
  for (const { name, visibilitySeconds, maxReceives } of Object.values(QUEUES)) {
    const queue = await attributesOf(deployment, queueName(environment, name));
    const deadLetters = await attributesOf(deployment, deadLetterQueueName(environment, name));
    facts.same(`queue ${name}: like is one`, queue.ContentBasedDeduplication, String(isScheduled(name)));
    facts.same(`queue ${name}: visibility`, queue.VisibilityTimeout, String(visibilitySeconds));
    facts.same(`queue ${name}: dead letters`, redriveSchema.parse(JSON.parse(queue.RedrivePolicy ?? '{}')), {
      deadLetterTargetArn: deadLetters.QueueArn,
      maxReceiveCount: maxReceives,
    });
    const outlive = Number(deadLetters.MessageRetentionPeriod) > Number(queue.MessageRetentionPeriod);
    facts.hold(`queue ${name}: retention`, outlive ? undefined : 'dead letters do not outlive the queue’s messages');
  }
}
