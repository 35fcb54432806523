import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type FunctionSurroundings, parameterName } from '@bos/aws/function-environment';
import { substitute } from '@bos/embedded/asl/substitution';
import type { FunctionDefinition, QueueDefinition, Right } from '@bos/kernel/function-definition';
import { scheduledQueues } from '../../../lib/constructs/schedule-group.ts';
import { known } from '../../../lib/known.ts';
import { substitutionName } from '../../../lib/mission-substitutions.ts';
import { keysTableName, physicalName, stateMachineName, tenantRoleName } from '../../../lib/names.ts';
import { ACCOUNT, REGION } from '../../engines/launcher/localstack.ts';
import { deployedName, functionArn } from '../../lambda-host/deployed-names.ts';
import { type CloudQueue, createCloudQueues } from './cloud-queues.ts';
import { engineSettings } from './engine-settings.ts';
import { createKeysTable } from './keys-table.ts';

const MISSION_DEFINITION = fileURLToPath(new URL('../../../lib/workflows/mission.asl.json', import.meta.url));

export interface AccountOptions {
  readonly environment: string;
  readonly catalog: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
  /** The engine with the one table, on which that of the wrapped keys is made. */
  readonly table: { readonly endpoint: string; readonly tableName: string };
  readonly tokenIssuer: string;
  /** What an operator fills in: a value for each secret and parameter that the catalog names. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Stands for that of the queues' definitions. */
  readonly visibilitySeconds?: number | undefined;
  readonly endpoint: string;
  readonly sqs: SQSClient;
}

/** What stands in the account beside the functions. */
export interface CloudAccount {
  readonly surroundings: FunctionSurroundings;
  readonly queues: ReadonlyMap<string, CloudQueue>;
}

/** The names of the catalog's rights of one kind, each once. */
function namesOf(catalog: readonly FunctionDefinition[], kind: Extract<Right, { name: string }>['kind']): string[] {
  return [
    ...new Set(catalog.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === kind ? [right.name] : [])))),
  ];
}

/** Makes what the stacks make, from the same lists. */
export async function createCloudAccount(options: AccountOptions): Promise<CloudAccount> {
  const { environment, catalog, table, tokenIssuer, endpoint, sqs } = options;
  const documentsBucket = physicalName(environment, 'documents');
  const groupName = physicalName(environment, 'schedules');
  const [queues, dataKeyArn, secrets, stateMachineArn] = await Promise.all([
    createCloudQueues({
      sqs,
      environment,
      definitions: options.queues,
      scheduled: scheduledQueues(catalog),
      visibilitySeconds: options.visibilitySeconds,
    }),
    createKey(endpoint),
    createSecrets(options),
    createStateMachine(options),
    putParameters(options),
    createBucket(endpoint, documentsBucket),
    createScheduleGroup(endpoint, groupName),
    createKeysTable(table.endpoint, keysTableName(environment)),
  ]);
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  return {
    queues: byName,
    surroundings: {
      environment,
      tableName: table.tableName,
      keysTableName: keysTableName(environment),
      stateMachineArn,
      dataKeyArn,
      tokenIssuer,
      // Nobody opens it: what stands behind it is what matters.
      publicUrl: 'https://building.example',
      queueUrl: (queue) => known(byName, queue, 'queue').url,
      secretArn: (secret) => known(secrets, secret, 'secret'),
      tenantRoleArn: (access) => `arn:aws:iam::${ACCOUNT}:role/${tenantRoleName(environment, REGION, access)}`,
      documentsBucket,
      schedules: {
        groupName,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/schedules`,
        queueArn: (queue) => known(byName, queue, 'queue').arn,
      },
    },
  };
}

async function createKey(endpoint: string): Promise<string> {
  const kms = new KMSClient(engineSettings(endpoint));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  return KeyMetadata?.Arn ?? '';
}

async function createBucket(endpoint: string, Bucket: string): Promise<void> {
  const s3 = new S3Client(engineSettings(endpoint));
  await s3.send(new CreateBucketCommand({ Bucket }));
  s3.destroy();
}

async function createScheduleGroup(endpoint: string, Name: string): Promise<void> {
  const scheduler = new SchedulerClient(engineSettings(endpoint));
  await scheduler.send(new CreateScheduleGroupCommand({ Name }));
  scheduler.destroy();
}

async function createSecrets({
  endpoint,
  environment,
  catalog,
  secrets,
}: AccountOptions): Promise<Map<string, string>> {
  const client = new SecretsManagerClient(engineSettings(endpoint));
  const arns = new Map<string, string>();
  for (const name of namesOf(catalog, 'secret')) {
    const SecretString = known(new Map(Object.entries(secrets)), name, 'value of a secret');
    const { ARN = '' } = await client.send(
      new CreateSecretCommand({ Name: `bos/${environment}/${name}`, SecretString }),
    );
    arns.set(name, ARN);
  }
  client.destroy();
  return arns;
}

async function putParameters({ endpoint, environment, catalog, parameters }: AccountOptions): Promise<void> {
  const client = new SSMClient(engineSettings(endpoint));
  for (const name of namesOf(catalog, 'parameter')) {
    const Value = known(new Map(Object.entries(parameters)), name, 'value of a parameter');
    await client.send(new PutParameterCommand({ Name: parameterName(environment, name), Type: 'String', Value }));
  }
  client.destroy();
}

async function createStateMachine({ endpoint, environment, catalog }: AccountOptions): Promise<string> {
  const steps = catalog.filter(({ trigger }) => trigger.kind === 'mission-step');
  const arns = Object.fromEntries(
    steps.map((step) => [substitutionName(step.name), functionArn(REGION, deployedName(environment, step))]),
  );
  const sfn = new SFNClient(engineSettings(endpoint));
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({
      name: stateMachineName(environment),
      definition: substitute(readFileSync(MISSION_DEFINITION, 'utf8'), arns, ({ field, problem }) => {
        throw new Error(`The mission definition: ${field}: ${problem}`);
      }),
      roleArn: `arn:aws:iam::${ACCOUNT}:role/missions`,
    }),
  );
  sfn.destroy();
  return stateMachineArn;
}
