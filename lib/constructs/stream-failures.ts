import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { streamFailuresName } from '../names.ts';
import { DEAD_LETTER_RETENTION } from './bos-queue.ts';

/**
 * Where Lambda writes which stream records it gave up (their place in the stream, not their content).
 * It has to be a standard queue: Lambda takes no FIFO queue for this.
 */
export class StreamFailures extends Construct {
  readonly destination: IEventSourceDlq;
  /** What the reader's role needs to leave a note here. */
  readonly statements: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, props: { readonly environment: string; readonly key: IKey }) {
    super(scope, id);
    const queue = new Queue(this, 'Queue', {
      queueName: streamFailuresName(props.environment),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      retentionPeriod: DEAD_LETTER_RETENTION,
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead letters of the stream; its depth raises an alarm and nothing consumes it.',
    });
    this.destination = { bind: () => ({ destination: queue.queueArn }) };
    this.statements = [
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [props.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': [`sqs.${Stack.of(this).region}.amazonaws.com`] } },
      }),
    ];
  }
}
