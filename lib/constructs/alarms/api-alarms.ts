import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type AlarmContext, BosAlarm } from './bos-alarm.ts';

const FIVE_MINUTES = Duration.minutes(5);

/** Errors that are the API's own, and slowness. */
export function addApiAlarms(scope: Construct, context: AlarmContext, apiId: string): void {
  const metric = (metricName: string, statistic: string): Metric =>
    new Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiId: apiId },
      statistic,
      period: FIVE_MINUTES,
    });
  new BosAlarm(scope, context, {
    section: 'api-errors',
    meaning: 'The API answered five requests within five minutes with an error of its own.',
    metric: metric('5xx', Stats.SUM),
    threshold: 5,
  });
  new BosAlarm(scope, context, {
    section: 'api-slow',
    meaning: 'One request in twenty takes longer than a second.',
    metric: metric('Latency', Stats.percentile(95)),
    threshold: 1_000,
    breaches: 2,
    periods: 3,
  });
}
