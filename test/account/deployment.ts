import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { FunctionSurroundings, ScheduleSurroundings } from '@bos/aws/function-environment';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { known } from '../../lib/known.ts';
import { physicalName, queueName, stateMachineName, tenantRoleName } from '../../lib/names.ts';
import type { Settings } from '../../lib/settings.ts';
import { type AccountClients, accountClients } from './account-clients.ts';
import { ACCOUNT } from './emulated-account.ts';
import { physicalIdsOf, stackNames } from './stacks.ts';

/** What a read-back needs of a deployed environment: clients, and the names that the services gave. */
export interface Deployment {
  readonly endpoint: string;
  readonly region: string;
  readonly settings: Settings;
  readonly clients: AccountClients;
  /** What functions are told, as the services themselves name it. */
  readonly surroundings: FunctionSurroundings;
  readonly storageKeyArn: string;
  readonly tokenAudience: string;
  readonly alarmTopicArn: string;
  /** Of the ledger of erasures. */
  readonly erasuresBucket: string;
  /** `arn:aws:{service}:{region}:{account}:{name}` */
  arn(service: string, name: string): string;
}

/** Those that rights name, each once. */
export function namesInRights(kind: 'secret' | 'parameter'): string[] {
  const names = CATALOG.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === kind ? right.name : [])));
  return [...new Set(names)].toSorted();
}

async function outputsOf({ cloudFormation }: AccountClients, environment: string): Promise<Map<string, string>> {
  const outputs = new Map<string, string>();
  for (const StackName of stackNames(environment)) {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    for (const { OutputKey, OutputValue } of Stacks.flatMap(({ Outputs = [] }) => Outputs)) {
      if (OutputKey !== undefined && OutputValue !== undefined) outputs.set(OutputKey, OutputValue);
    }
  }
  return outputs;
}

async function queueUrlsOf({ sqs }: AccountClients, environment: string): Promise<Map<string, string>> {
  const urls = Object.values(QUEUES).map(async ({ name }): Promise<[string, string]> => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName(environment, name) }));
    return [name, QueueUrl ?? ''];
  });
  return new Map(await Promise.all(urls));
}

async function secretArnsOf({ secrets }: AccountClients, environment: string): Promise<Map<string, string>> {
  const arns = namesInRights('secret').map(async (name): Promise<[string, string]> => {
    const { ARN } = await secrets.send(new DescribeSecretCommand({ SecretId: `bos/${environment}/${name}` }));
    return [name, ARN ?? ''];
  });
  return new Map(await Promise.all(arns));
}

async function keyArn({ kms }: AccountClients, alias: string): Promise<string> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${alias}` }));
  return KeyMetadata?.Arn ?? '';
}

async function stateMachineArnOf({ states }: AccountClients, environment: string): Promise<string> {
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  return stateMachines.find(({ name }) => name === stateMachineName(environment))?.stateMachineArn ?? '';
}

/** Where and as whom functions schedule; nothing where the catalog lets none. */
async function schedulesOf(
  clients: AccountClients,
  environment: string,
  arn: Deployment['arn'],
): Promise<ScheduleSurroundings | undefined> {
  const anyRight = CATALOG.some(({ rights }) => rights.some(({ kind }) => kind === 'schedule'));
  if (!anyRight) return undefined;
  const resources = await physicalIdsOf(clients, environment);
  const role = resources.find(({ type, logicalId }) => type === 'AWS::IAM::Role' && logicalId.startsWith('Schedules'));
  return {
    groupName: physicalName(environment, 'schedules'),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/${role?.id}`,
    queueArn: (queue) => arn('sqs', queueName(environment, queue)),
  };
}

/** Looks up what stands under the names that the definitions give. Throws when something is not there. */
export async function findDeployment(endpoint: string, settings: Settings): Promise<Deployment> {
  const { environment, region } = settings;
  const clients = accountClients(endpoint, region);
  const outputs = await outputsOf(clients, environment);
  const queueUrls = await queueUrlsOf(clients, environment);
  const secretArns = await secretArnsOf(clients, environment);
  const output = (name: string): string => known(outputs, name, 'output');
  const arn = (service: string, name: string): string => `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
  const schedules = await schedulesOf(clients, environment, arn);
  return {
    endpoint,
    region,
    settings,
    clients,
    surroundings: {
      environment,
      tableName: output('TableName'),
      stateMachineArn: await stateMachineArnOf(clients, environment),
      keysTableName: output('KeysTableName'),
      dataKeyArn: await keyArn(clients, physicalName(environment, 'data')),
      documentsBucket: output('DocumentsBucketName'),
      tokenIssuer: `https://cognito-idp.${region}.amazonaws.com/${output('UserPoolId')}`,
      queueUrl: (name) => known(queueUrls, name, 'queue'),
      secretArn: (name) => known(secretArns, name, 'secret'),
      tenantRoleArn: (access) => `arn:aws:iam::${ACCOUNT}:role/${tenantRoleName(environment, region, access)}`,
      ...(schedules && { schedules }),
    },
    storageKeyArn: await keyArn(clients, physicalName(environment, 'storage')),
    tokenAudience: output('UserPoolClientId'),
    alarmTopicArn: output('AlarmTopicArn'),
    erasuresBucket: output('ErasuresBucketName'),
    arn,
  };
}
