import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { stateMachineArn } from '../../state-machine-arn.ts';
import { type AlarmContext, BosAlarm } from './bos-alarm.ts';

const FIVE_MINUTES = Duration.minutes(5);

/** Executions that ended without a conclusion; one that an operator stopped is no news. */
export function addMissionAlarm(scope: Construct, context: AlarmContext): void {
  const metric = (metricName: string): Metric =>
    new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn: stateMachineArn(scope, context.environment) },
      statistic: Stats.SUM,
      period: FIVE_MINUTES,
    });
  new BosAlarm(scope, context, {
    section: 'mission-failures',
    meaning: 'A mission broke off without a conclusion.',
    metric: new MathExpression({
      expression: 'failed + lapsed',
      usingMetrics: { failed: metric('ExecutionsFailed'), lapsed: metric('ExecutionsTimedOut') },
      period: FIVE_MINUTES,
    }),
    threshold: 1,
  });
}
