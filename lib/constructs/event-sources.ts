import type { Trigger } from '@bos/kernel/function-definition';
import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, FilterCriteria, type IEventSourceDlq, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { physicalName } from '../names.ts';
import type { BosFunction } from './bos-function.ts';

type TriggerOf<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>;

/** The smallest that an SQS source can be limited to. */
const LEAST_CONCURRENCY = 2;

/** Eleven attempts and an hour; then the sweep, which reads pending marks from the table, takes over. */
const STREAM_RETRIES = 10;
const STREAM_RECORD_AGE = Duration.hours(1);

/** Feeds a function from a queue; what it reports as failed, and that alone, is delivered again. */
export function addQueueSource(fn: BosFunction, trigger: TriggerOf<'queue'>, queueArn: string): void {
  new EventSourceMapping(fn, 'QueueSource', {
    target: fn.lambda,
    eventSourceArn: queueArn,
    batchSize: trigger.batchSize,
    maxConcurrency: Math.max(LEAST_CONCURRENCY, trigger.concurrency),
    reportBatchItemFailures: true,
  });
}

/** Feeds a function from the table's stream; a record that cannot be handled is split off and put aside. */
export function addStreamSource(
  fn: BosFunction,
  trigger: TriggerOf<'stream'>,
  streamArn: string,
  onFailure: IEventSourceDlq,
): void {
  new EventSourceMapping(fn, 'StreamSource', {
    target: fn.lambda,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: trigger.batchSize,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: STREAM_RETRIES,
    maxRecordAge: STREAM_RECORD_AGE,
    onFailure,
    ...(trigger.patterns.length > 0 ? { filters: trigger.patterns.map((one) => FilterCriteria.filter(one)) } : {}),
  });
}

/** Runs a function every so many minutes. A tick that fails is not repeated: the next one does its work. */
export function addSchedule(fn: BosFunction, trigger: TriggerOf<'schedule'>, environment: string): void {
  const once = { retryAttempts: 0, maxEventAge: Duration.seconds(60) };
  fn.lambda.configureAsyncInvoke(once);
  new Rule(fn, 'Schedule', {
    ruleName: physicalName(environment, fn.definition.name),
    description: fn.definition.description,
    schedule: Schedule.rate(Duration.seconds(trigger.everySeconds)),
    targets: [new LambdaFunction(fn.lambda, once)],
  });
}
