import type { QueueDefinition } from '@bos/kernel/function-definition';
import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterQueueName, queueName } from '../names.ts';

/** The longest that SQS keeps a message: time to notice, repair and redrive. */
export const DEAD_LETTER_RETENTION = Duration.days(14);
/** Short of the dead letters' retention, which counts from the first send. */
const RETENTION = Duration.days(7);

export interface BosQueueProps {
  readonly definition: QueueDefinition;
  readonly environment: string;
  readonly key: IKey;
  /** For senders that give no id: what is alike in one group within five minutes is one message. */
  readonly contentBasedDeduplication?: boolean;
}

/** A FIFO queue, high throughput by group, with dead letters of its own; both encrypted, both closed to plain HTTP. */
export class BosQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, props: BosQueueProps) {
    const { definition, environment, key, contentBasedDeduplication = false } = props;
    super(scope, definition.name);
    const shared = {
      fifo: true,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    };
    const deadLetters = new Queue(this, 'DeadLetters', {
      ...shared,
      queueName: deadLetterQueueName(environment, definition.name),
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      ...(contentBasedDeduplication && { contentBasedDeduplication }),
      queueName: queueName(environment, definition.name),
      visibilityTimeout: Duration.seconds(definition.visibilitySeconds),
      retentionPeriod: RETENTION,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: definition.maxReceives },
    });
  }
}
