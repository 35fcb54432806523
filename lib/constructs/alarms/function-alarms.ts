import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { physicalName } from '../../names.ts';
import { type AlarmContext, BosAlarm } from './bos-alarm.ts';

const ONE_MINUTE = Duration.minutes(1);

const FIVE_MINUTES = Duration.minutes(5);

/** Errors and throttles of a function; lateness of a stream reader, silence of a schedule. */
export function addFunctionAlarms(scope: Construct, context: AlarmContext, fn: FunctionDefinition): void {
  const metric = (metricName: string, statistic: string, period: Duration): Metric =>
    new Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { FunctionName: physicalName(context.environment, fn.name) },
      statistic,
      period,
    });
  const subject = fn.name;
  new BosAlarm(scope, context, {
    section: 'function-errors',
    subject,
    meaning: `${fn.name} failed three times within five minutes.`,
    metric: metric('Errors', Stats.SUM, FIVE_MINUTES),
    threshold: 3,
  });
  new BosAlarm(scope, context, {
    section: 'function-throttles',
    subject,
    meaning: `${fn.name} was refused for want of concurrency.`,
    metric: metric('Throttles', Stats.SUM, FIVE_MINUTES),
    threshold: 1,
    breaches: 2,
    periods: 3,
  });
  if (fn.trigger.kind === 'stream') {
    new BosAlarm(scope, context, {
      section: 'stream-behind',
      subject,
      meaning: `${fn.name} reads changes more than a minute late.`,
      metric: metric('IteratorAge', Stats.MAXIMUM, ONE_MINUTE),
      threshold: 60_000,
      breaches: 3,
      periods: 5,
    });
  }
  if (fn.trigger.kind === 'schedule') {
    new BosAlarm(scope, context, {
      section: 'schedule-silent',
      subject,
      meaning: `${fn.name} has not run when it was due.`,
      metric: metric('Invocations', Stats.SUM, Duration.seconds(Math.max(300, 2 * fn.trigger.everySeconds))),
      threshold: 1,
      whenSilent: true,
    });
  }
}
