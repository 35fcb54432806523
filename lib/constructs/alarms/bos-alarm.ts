import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { physicalName } from '../../names.ts';

/** Sections of the runbook. Each alarm belongs to one, and its description links there. */
export const RUNBOOK_SECTIONS = [
  'dead-letters',
  'queue-behind',
  'stream-behind',
  'stream-failures',
  'function-errors',
  'function-throttles',
  'schedule-silent',
  'mission-failures',
  'api-errors',
  'api-slow',
  'table-throttles',
] as const;

export type RunbookSection = (typeof RUNBOOK_SECTIONS)[number];

/** What every alarm of the system shares. */
export interface AlarmContext {
  readonly environment: string;
  readonly runbook: string;
  readonly topic: ITopic;
}

export interface BosAlarmProps {
  readonly section: RunbookSection;
  /** The queue, function or API that it watches, when there are several. */
  readonly subject?: string;
  /** One sentence for whoever is woken up. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Alarms at or above this. */
  readonly threshold: number;
  /** That many of the last `periods` periods; one of one when not given. */
  readonly breaches?: number;
  readonly periods?: number;
  /** Alarms when the metric is missing or zero, instead of when it is high. */
  readonly whenSilent?: boolean;
}

/** An alarm that says what it means, links its section of the runbook, and tells the topic when it comes and goes. */
export class BosAlarm extends Construct {
  constructor(scope: Construct, context: AlarmContext, props: BosAlarmProps) {
    const { section, subject, whenSilent = false } = props;
    const name = subject === undefined ? section : `${section}-${subject}`;
    super(scope, name);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: physicalName(context.environment, name),
      alarmDescription: `${props.meaning} Runbook: ${context.runbook}#${section}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: whenSilent
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      datapointsToAlarm: props.breaches ?? props.periods ?? 1,
      treatMissingData: whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(context.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
