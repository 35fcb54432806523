import { INDEXES } from '@bos/table/definition';
import { physicalName, queueName, stateMachineName, streamFailuresName, tenantRoleName } from '../../lib/names.ts';
import type { Synthesised } from './synthesise.ts';

/** The region of the fixtures' settings. */
export const REGION = 'sa-east-1';

/** What the role says with which EventBridge Scheduler sends. */
export const SCHEDULER = 'What EventBridge Scheduler may do for our schedules';

export type NamedPlaces = ReturnType<typeof namedPlaces>;

/** Where in the templates of the environment `dev` the things stand that the catalog speaks of. Throws for a name that no resource has. */
export function namedPlaces(system: Synthesised) {
  function named(type: string, property: string, name: string): string {
    const found = system.resources(type).find(({ Properties }) => Properties[property] === name);
    if (found === undefined) throw new Error(`There is no ${type} named ${name}`);
    return `${found.stack}/${found.logicalId}`;
  }
  function keyOf(alias: string): string {
    const found = system.resources('AWS::KMS::Alias').find(({ Properties }) => Properties.AliasName === alias);
    if (found === undefined) throw new Error(`There is no key named ${alias}`);
    return system.place(found.stack, found.Properties.TargetKeyId);
  }
  function roleOf(description: string): string {
    const found = system.resources('AWS::IAM::Role').find(({ Properties }) => Properties.Description === description);
    if (found === undefined) throw new Error(`No role says “${description}”`);
    return `${found.stack}/${found.logicalId}.Arn`;
  }
  /** It has no name of its own: it is told by the place of its logs. */
  function documentsBucket(): string {
    const found = system
      .resources('AWS::S3::Bucket')
      .find(({ Properties }) => JSON.stringify(Properties.LoggingConfiguration ?? {}).includes('"documents/"'));
    if (found === undefined) throw new Error('There is no bucket of documents');
    return `${found.stack}/${found.logicalId}`;
  }
  const queue = (name: string): string => named('AWS::SQS::Queue', 'QueueName', name);
  const table = named('AWS::DynamoDB::GlobalTable', 'TableName', 'bos-data-dev');
  const keysTable = named('AWS::DynamoDB::GlobalTable', 'TableName', 'bos-keys-dev');
  return {
    tableName: table,
    table: `${table}.Arn`,
    stream: `${table}.StreamArn`,
    keysTableName: keysTable,
    keysTable: `${keysTable}.Arn`,
    indexes: Object.keys(INDEXES).map((index) => `${table}.Arn/index/${index}`),
    queueUrl: (name: string) => queue(queueName('dev', name)),
    queue: (name: string) => `${queue(queueName('dev', name))}.Arn`,
    streamFailures: `${queue(streamFailuresName('dev'))}.Arn`,
    secret: (name: string) => named('AWS::SecretsManager::Secret', 'Name', `bos/dev/${name}`),
    parameter: (name: string) => `arn:aws:ssm:${REGION}:<AccountId>:parameter/bos/dev/${name}`,
    bucketName: documentsBucket(),
    bucket: `${documentsBucket()}.Arn`,
    scheduleGroup: () => named('AWS::Scheduler::ScheduleGroup', 'Name', physicalName('dev', 'schedules')),
    schedules: `arn:aws:scheduler:${REGION}:<AccountId>:schedule/${physicalName('dev', 'schedules')}/*`,
    scheduleRole: () => roleOf(SCHEDULER),
    tenantRole: (access: string) => `arn:aws:iam::<AccountId>:role/${tenantRoleName('dev', REGION, access)}`,
    role: (description: string) => roleOf(description),
    executions: `arn:aws:states:${REGION}:<AccountId>:execution:${stateMachineName('dev')}:*`,
    stateMachine: `arn:aws:states:${REGION}:<AccountId>:stateMachine:${stateMachineName('dev')}`,
    storageKey: keyOf('alias/bos-dev-storage'),
    dataKey: keyOf('alias/bos-dev-data'),
    tokenIssuer: `${named('AWS::Cognito::UserPool', 'UserPoolName', 'bos-dev')}.ProviderURL`,
    logs: (name: string) => `${named('AWS::Logs::LogGroup', 'LogGroupName', `/bos/dev/${name}`)}.Arn`,
    lambda: (name: string) => named('AWS::Lambda::Function', 'FunctionName', `bos-dev-${name}`),
  };
}
