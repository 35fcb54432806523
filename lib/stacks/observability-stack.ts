import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';
import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { addApiAlarms } from '../constructs/alarms/api-alarms.ts';
import { addFunctionAlarms } from '../constructs/alarms/function-alarms.ts';
import { addMissionAlarm } from '../constructs/alarms/mission-alarm.ts';
import { addQueueAlarms, addStreamFailureAlarm } from '../constructs/alarms/queue-alarms.ts';
import { addTableAlarm } from '../constructs/alarms/table-alarm.ts';
import { physicalName } from '../names.ts';
import { type StackSettings, stackProps } from './stack-settings.ts';

export interface ObservabilityStackProps extends StackSettings {
  readonly catalog: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly storageKeyArn: string;
  readonly apiId: string;
}

/** Alarms on everything that fails without a caller to notice, and the topic that tells of them. */
export class ObservabilityStack extends Stack {
  constructor(app: App, props: ObservabilityStackProps) {
    super(app, 'Observability', stackProps(props, 'observability', 'Alarms'));
    const { environment, runbook, alarmEmail } = props.settings;
    const topic = new Topic(this, 'Topic', {
      topicName: physicalName(environment, 'alarms'),
      masterKey: Key.fromKeyArn(this, 'StorageKey', props.storageKeyArn),
      enforceSSL: true,
    });
    this.allowAlarms(topic, environment);
    if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));

    const alarms = new Construct(this, 'Alarms');
    const context = { environment, runbook, topic };
    for (const queue of props.queues) addQueueAlarms(alarms, context, queue);
    for (const definition of props.catalog) addFunctionAlarms(alarms, context, definition);
    addStreamFailureAlarm(alarms, context);
    addMissionAlarm(alarms, context);
    addApiAlarms(alarms, context, props.apiId);
    addTableAlarm(alarms, context);
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
  }

  /**
   * A policy of its own, such as the one that enforces TLS, takes the place of the one by which every topic lets its own
   * account publish: without this statement no alarm would be heard
   * (https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger).
   */
  private allowAlarms(topic: Topic, environment: string): void {
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': `arn:${this.partition}:cloudwatch:${this.region}:${this.account}:alarm:${physicalName(environment, '*')}`,
          },
        },
      }),
    );
  }
}
