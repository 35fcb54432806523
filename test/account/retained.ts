import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListScheduleGroupsCommand } from '@aws-sdk/client-scheduler';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import { type Facts, sorted } from './facts.ts';
import { askBackup, callJsonService } from './plain-calls.ts';
import type { DeployedResource } from './stacks.ts';

/** Why a type of resource outlives its stack. One that is retained for no reason given here is a problem. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['AWS::DynamoDB::GlobalTable', 'everything that is known of the buildings, and the keys that it is read with'],
  ['AWS::S3::Bucket', 'documents, who was erased, and the record of who fetched them'],
  ['AWS::Backup::BackupVault', 'the copies of the table'],
  ['AWS::Cognito::UserPool', 'the people who sign in'],
  ['AWS::KMS::Key', 'without it neither the table nor any backup of it can be read'],
]);

/** What the bootstrap stack made belongs to the account, not to the system. */
const ofBootstrap = (name: string): boolean => /^(cdk-|aws-service-role)/.test(name) || name.includes('cdk-bootstrap');

const names = (values: readonly (string | undefined)[] = []): string[] =>
  values.flatMap((value) => (value === undefined || ofBootstrap(value) ? [] : [value]));

const groupsSchema = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
const vaultsSchema = z.object({ BackupVaultList: z.array(z.object({ BackupVaultName: z.string() })) });
const plansSchema = z.object({ BackupPlansList: z.array(z.object({ BackupPlanId: z.string() })) });
const rulesSchema = z.object({ Rules: z.array(z.object({ Name: z.string() })) });

/** All that stands in the account, by type and physical id. */
async function everythingThere(deployment: Deployment): Promise<ReadonlyMap<string, readonly string[]>> {
  const { clients } = deployment;
  const [tables, buckets, pools, keys] = await Promise.all([
    clients.dynamodb.send(new ListTablesCommand({})),
    clients.s3.send(new ListBucketsCommand({})),
    clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 })),
    clients.kms.send(new ListKeysCommand({})),
  ]);
  const [functions, sources, queues, machines, secrets, parameters, apis, alarms, roles, aliases, groups] =
    await Promise.all([
      clients.lambda.send(new ListFunctionsCommand({})),
      clients.lambda.send(new ListEventSourceMappingsCommand({})),
      clients.sqs.send(new ListQueuesCommand({})),
      clients.states.send(new ListStateMachinesCommand({})),
      clients.secrets.send(new ListSecretsCommand({})),
      clients.ssm.send(new DescribeParametersCommand({})),
      clients.http.send(new GetApisCommand({})),
      clients.cloudWatch.send(new DescribeAlarmsCommand({})),
      clients.iam.send(new ListRolesCommand({ MaxItems: 1_000 })),
      clients.kms.send(new ListAliasesCommand({})),
      clients.scheduler.send(new ListScheduleGroupsCommand({})),
    ]);
  const logs = groupsSchema.parse(await callJsonService(deployment, 'logs', 'DescribeLogGroups', {}));
  const rules = rulesSchema.parse(await callJsonService(deployment, 'events', 'ListRules', {}));
  const vaults = vaultsSchema.parse(await askBackup(deployment, '/backup-vaults/'));
  const plans = plansSchema.parse(await askBackup(deployment, '/backup/plans/'));
  return new Map([
    ['AWS::DynamoDB::GlobalTable', names(tables.TableNames)],
    ['AWS::S3::Bucket', names(buckets.Buckets?.map(({ Name }) => Name))],
    ['AWS::Cognito::UserPool', names(pools.UserPools?.map(({ Id }) => Id))],
    ['AWS::KMS::Key', names(keys.Keys?.map(({ KeyId }) => KeyId))],
    [
      'AWS::KMS::Alias',
      names(aliases.Aliases?.map(({ AliasName }) => AliasName)).filter((name) => !name.startsWith('alias/aws/')),
    ],
    ['AWS::Lambda::Function', names(functions.Functions?.map(({ FunctionName }) => FunctionName))],
    ['AWS::Lambda::EventSourceMapping', names(sources.EventSourceMappings?.map(({ UUID }) => UUID))],
    ['AWS::SQS::Queue', names(queues.QueueUrls)],
    ['AWS::StepFunctions::StateMachine', names(machines.stateMachines?.map(({ name }) => name))],
    ['AWS::SecretsManager::Secret', names(secrets.SecretList?.map(({ Name }) => Name))],
    ['AWS::SSM::Parameter', names(parameters.Parameters?.map(({ Name }) => Name))],
    ['AWS::ApiGatewayV2::Api', names(apis.Items?.map(({ Name }) => Name))],
    ['AWS::CloudWatch::Alarm', names(alarms.MetricAlarms?.map(({ AlarmName }) => AlarmName))],
    ['AWS::IAM::Role', names(roles.Roles?.map(({ RoleName }) => RoleName))],
    [
      'AWS::Scheduler::ScheduleGroup',
      names(groups.ScheduleGroups?.map(({ Name }) => Name)).filter((name) => name !== 'default'),
    ],
    ['AWS::Logs::LogGroup', names(logs.logGroups.map(({ logGroupName }) => logGroupName))],
    ['AWS::Backup::BackupVault', names(vaults.BackupVaultList.map(({ BackupVaultName }) => BackupVaultName))],
    ['AWS::Backup::BackupPlan', names(plans.BackupPlansList.map(({ BackupPlanId }) => BackupPlanId))],
    ['AWS::Events::Rule', names(rules.Rules.map(({ Name }) => Name))],
  ]);
}

/** After the stacks are gone: exactly what their templates retain is left, each type for a reason. */
export async function retainedFacts(
  deployment: Deployment,
  before: readonly DeployedResource[],
  facts: Facts,
): Promise<readonly string[]> {
  const retained = before.filter((resource) => resource.retained);
  for (const [type, left] of await everythingThere(deployment)) {
    const expected = retained.filter((resource) => resource.type === type).map(({ id }) => id);
    facts.same(`left of ${type}`, sorted(left), sorted(expected));
  }
  return retained.map(({ type, id }) => {
    const reason = REASONS.get(type);
    facts.hold(`${type} ${id}`, reason === undefined ? 'it is retained, and nobody says why' : undefined);
    return `${type.padEnd(28)}${id}: ${reason ?? '?'}`;
  });
}
