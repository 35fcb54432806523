import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeAlarmsCommand, type Dimension, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { INDEXES } from '@bos/table/definition';
import { CATALOG } from '../../../functions/catalog.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import { deadLetterQueueName, physicalName, queueName, streamFailuresName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { subscribersOf } from '../plain-calls.ts';

const RUNBOOK = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'runbook.md'), 'utf8');

/** The anchors of its sections: `## API errors` is `#api-errors`. */
const SECTIONS = new Set(
  [...RUNBOOK.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-')),
);

/** A metric's subject as one text: `QueueName=bos-dev-inbound.fifo`. */
const subjectOf = ({ Name, Value }: Dimension): string => `${Name}=${Value}`;

function dimensionsOf(alarm: MetricAlarm): Dimension[] {
  return [
    ...(alarm.Dimensions ?? []),
    ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? []),
  ];
}

/** Everything in the account that a metric can be about. An alarm on anything else would be silent for ever. */
async function subjectsThere({ clients, settings, surroundings }: Deployment): Promise<Set<string>> {
  const { TableNames = [] } = await clients.dynamodb.send(new ListTablesCommand({}));
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
  const { Items: apis = [] } = await clients.http.send(new GetApisCommand({}));
  return new Set([
    ...TableNames.map((name) => `TableName=${name}`),
    ...Object.keys(INDEXES).map((name) => `GlobalSecondaryIndexName=${name}`),
    ...QueueUrls.map((url) => `QueueName=${url.split('/').at(-1)}`),
    ...apis.map(({ ApiId }) => `ApiId=${ApiId}`),
    ...CATALOG.map(({ name }) => `FunctionName=${physicalName(settings.environment, name)}`),
    `StateMachineArn=${surroundings.stateMachineArn}`,
  ]);
}

/** What has to be watched, for it fails without a caller to notice. */
function subjectsToWatch({ settings: { environment }, surroundings }: Deployment): string[] {
  return [
    ...Object.values(QUEUES).flatMap(({ name }) => [
      `QueueName=${queueName(environment, name)}`,
      `QueueName=${deadLetterQueueName(environment, name)}`,
    ]),
    `QueueName=${streamFailuresName(environment)}`,
    ...CATALOG.map(({ name }) => `FunctionName=${physicalName(environment, name)}`),
    `TableName=${surroundings.tableName}`,
    ...Object.keys(INDEXES).map((name) => `GlobalSecondaryIndexName=${name}`),
    `StateMachineArn=${surroundings.stateMachineArn}`,
  ];
}

async function allAlarms({ clients: { cloudWatch } }: Deployment): Promise<MetricAlarm[]> {
  const found: MetricAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudWatch.send(new DescribeAlarmsCommand(NextToken === undefined ? {} : { NextToken }));
    found.push(...(page.MetricAlarms ?? []));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found;
}

/** Every alarm is about something that is there, tells the topic, and sends its reader to a section of the runbook. */
export async function alarmFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const alarms = await allAlarms(deployment);
  const there = await subjectsThere(deployment);
  const watched = new Set<string>();
  for (const alarm of alarms) {
    const about = `alarm ${alarm.AlarmName}`;
    for (const subject of dimensionsOf(alarm).map(subjectOf)) {
      watched.add(subject);
      facts.hold(`${about}: watches`, there.has(subject) ? undefined : `there is no ${subject}`);
    }
    const topic = [deployment.alarmTopicArn];
    facts.same(`${about}: tells`, [alarm.AlarmActions, alarm.OKActions], [topic, topic]);
    const section = alarm.AlarmDescription?.split('#').at(-1) ?? '';
    facts.hold(`${about}: runbook`, SECTIONS.has(section) ? undefined : `it has no section ${section}`);
  }
  const { alarmEmail } = deployment.settings;
  facts.same(
    'topic of alarms: who hears it',
    await subscribersOf(deployment, deployment.alarmTopicArn),
    alarmEmail === undefined ? [] : [alarmEmail],
  );
  for (const subject of subjectsToWatch(deployment)) {
    facts.hold(`${subject}: watched`, watched.has(subject) ? undefined : 'no alarm is about it');
  }
}
