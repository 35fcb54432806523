import type { QueueDefinition } from '@bos/kernel/function-definition';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { deadLetterQueueName, queueName, streamFailuresName } from '../../names.ts';
import { type AlarmContext, BosAlarm } from './bos-alarm.ts';

const ONE_MINUTE = Duration.minutes(1);

const depth = (queue: string): Metric =>
  new Metric({
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensionsMap: { QueueName: queue },
    statistic: Stats.MAXIMUM,
    period: ONE_MINUTE,
  });

/** Messages put aside, and messages that wait too long. */
export function addQueueAlarms(scope: Construct, context: AlarmContext, queue: QueueDefinition): void {
  new BosAlarm(scope, context, {
    section: 'dead-letters',
    subject: queue.name,
    meaning: `A message of ${queue.name} failed ${queue.maxReceives} times and was put aside.`,
    metric: depth(deadLetterQueueName(context.environment, queue.name)),
    threshold: 1,
  });
  new BosAlarm(scope, context, {
    section: 'queue-behind',
    subject: queue.name,
    meaning: `The oldest message of ${queue.name} has waited longer than two visibility time-outs.`,
    metric: new Metric({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensionsMap: { QueueName: queueName(context.environment, queue.name) },
      statistic: Stats.MAXIMUM,
      period: ONE_MINUTE,
    }),
    threshold: 2 * queue.visibilitySeconds,
    breaches: 3,
    periods: 5,
  });
}

/** The stream's own dead letters. */
export function addStreamFailureAlarm(scope: Construct, context: AlarmContext): void {
  new BosAlarm(scope, context, {
    section: 'stream-failures',
    meaning: 'A change of the table could not be routed and was put aside.',
    metric: depth(streamFailuresName(context.environment)),
    threshold: 1,
  });
}
