import { INDEXES } from '@bos/table/definition';
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { tableName } from '../../names.ts';
import { type AlarmContext, BosAlarm } from './bos-alarm.ts';

const ONE_MINUTE = Duration.minutes(1);

/** An index has throttles of its own, and they reject the table's writes. */
export function addTableAlarm(scope: Construct, context: AlarmContext): void {
  const TableName = tableName(context.environment);
  const metric = (metricName: string, index?: string): Metric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: index === undefined ? { TableName } : { TableName, GlobalSecondaryIndexName: index },
      statistic: Stats.SUM,
      period: ONE_MINUTE,
    });
  const usingMetrics = Object.fromEntries(
    [undefined, ...Object.keys(INDEXES)].flatMap((index) => {
      const suffix = (index ?? 'table').toLowerCase();
      return [
        [`reads_${suffix}`, metric('ReadThrottleEvents', index)],
        [`writes_${suffix}`, metric('WriteThrottleEvents', index)],
      ];
    }),
  );
  new BosAlarm(scope, context, {
    section: 'table-throttles',
    meaning: 'The table or an index refuses requests.',
    metric: new MathExpression({ expression: 'SUM(METRICS())', usingMetrics, period: ONE_MINUTE }),
    threshold: 1,
    breaches: 2,
    periods: 5,
  });
}
