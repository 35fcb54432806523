import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  type EventSourceMappingConfiguration,
  GetFunctionEventInvokeConfigCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionDefinition, Trigger } from '@bos/kernel/function-definition';
import * as z from 'zod';
import { CATALOG } from '../../../functions/catalog.ts';
import { physicalName, queueName, streamFailuresName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { callJsonService } from '../plain-calls.ts';
import { callersOf } from './function-facts.ts';

type TriggerOf<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>;

/** AWS takes no smaller limit for a queue's source. */
const LEAST_CONCURRENCY = 2;

const rulesSchema = z.object({
  Rules: z.array(z.object({ Name: z.string(), Arn: z.string(), ScheduleExpression: z.string(), State: z.string() })),
});
const targetsSchema = z.object({ Targets: z.array(z.object({ Arn: z.string() })) });

const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/** `rate(12 hours)` in seconds. */
function secondsOf(rate: string): number {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(rate) ?? [];
  return Number(count) * (SECONDS[unit] ?? Number.NaN);
}

function queueSourceFacts(
  about: string,
  trigger: TriggerOf<'queue'>,
  source: EventSourceMappingConfiguration,
  { arn, settings }: Deployment,
  facts: Facts,
): void {
  facts.same(`${about}: queue`, source.EventSourceArn, arn('sqs', queueName(settings.environment, trigger.queue)));
  facts.same(`${about}: batch`, source.BatchSize, trigger.batchSize);
  facts.same(
    `${about}: at once`,
    source.ScalingConfig?.MaximumConcurrency,
    Math.max(LEAST_CONCURRENCY, trigger.concurrency),
  );
}

function streamSourceFacts(
  about: string,
  trigger: TriggerOf<'stream'>,
  source: EventSourceMappingConfiguration,
  streamArn: string | undefined,
  { arn, settings }: Deployment,
  facts: Facts,
): void {
  facts.same(`${about}: stream`, source.EventSourceArn, streamArn);
  facts.same(`${about}: batch`, source.BatchSize, trigger.batchSize);
  facts.same(`${about}: from the oldest record`, source.StartingPosition, 'TRIM_HORIZON');
  facts.same(`${about}: halves a failing batch`, source.BisectBatchOnFunctionError, true);
  facts.same(
    `${about}: sees`,
    (source.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }): unknown => JSON.parse(Pattern)),
    trigger.patterns,
  );
  const givesUp = (source.MaximumRetryAttempts ?? -1) > 0 && (source.MaximumRecordAgeInSeconds ?? -1) > 0;
  facts.hold(`${about}: gives up`, givesUp ? undefined : 'one record that cannot be handled stops it for a day');
  facts.same(
    `${about}: puts aside`,
    source.DestinationConfig?.OnFailure?.Destination,
    arn('sqs', streamFailuresName(settings.environment)),
  );
}

async function ruleFacts(
  definition: FunctionDefinition,
  trigger: TriggerOf<'schedule'>,
  deployment: Deployment,
  facts: Facts,
): Promise<void> {
  const about = `schedule ${definition.name}`;
  const name = physicalName(deployment.settings.environment, definition.name);
  const { Rules } = rulesSchema.parse(await callJsonService(deployment, 'events', 'ListRules', { NamePrefix: name }));
  facts.same(
    about,
    Rules.map(({ Name, ScheduleExpression, State }) => [Name, secondsOf(ScheduleExpression), State]),
    [[name, trigger.everySeconds, 'ENABLED']],
  );
  const answer = await callJsonService(deployment, 'events', 'ListTargetsByRule', { Rule: name });
  facts.same(
    `${about}: function`,
    targetsSchema.parse(answer).Targets.map(({ Arn }) => Arn),
    [deployment.arn('lambda', `function:${name}`)],
  );
  const callers = await callersOf(deployment, name);
  facts.same(
    `${about}: may call it`,
    callers.map(({ Principal, Condition }) => [Principal, Condition?.ArnLike?.['AWS:SourceArn']]),
    [[{ Service: 'events.amazonaws.com' }, Rules.map(({ Arn }) => Arn)]],
  );
  const invoke = await deployment.clients.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }));
  facts.same(`${about}: is not repeated`, invoke.MaximumRetryAttempts, 0);
}

/** What sets functions off, but for HTTP and the state machine: as the catalog says, and nothing beside it. */
export async function sourceFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { lambda, dynamodb } = deployment.clients;
  const { tableName } = deployment.surroundings;
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const withSource = CATALOG.filter(({ trigger }) => trigger.kind === 'queue' || trigger.kind === 'stream');
  facts.same('event sources of the account', EventSourceMappings.length, withSource.length);
  for (const definition of CATALOG) {
    const { trigger, name } = definition;
    if (trigger.kind === 'schedule') await ruleFacts(definition, trigger, deployment, facts);
    if (trigger.kind !== 'queue' && trigger.kind !== 'stream') continue;
    const functionArn = deployment.arn('lambda', `function:${physicalName(deployment.settings.environment, name)}`);
    const source = EventSourceMappings.find(({ FunctionArn }) => FunctionArn === functionArn) ?? {};
    const about = `source of ${name}`;
    facts.same(`${about}: partial failures`, source.FunctionResponseTypes, ['ReportBatchItemFailures']);
    facts.same(`${about}: state`, source.State, 'Enabled');
    if (trigger.kind === 'queue') queueSourceFacts(about, trigger, source, deployment, facts);
    else streamSourceFacts(about, trigger, source, Table?.LatestStreamArn, deployment, facts);
  }
}
