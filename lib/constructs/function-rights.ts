import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** ARNs of what rights may be granted on. */
export interface RightTargets {
  readonly region: string;
  readonly tableArn: string;
  readonly indexArns: readonly string[];
  readonly streamArn: string;
  readonly stateMachineArn: string;
  /** Encrypts what is stored: table, queues, secrets, executions. */
  readonly storageKeyArn: string;
  /** Wraps the platform's and the buildings' keys for field encryption. */
  readonly dataKeyArn: string;
  queueArn(queue: string): string;
  secretArn(secret: string): string;
}

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
/** TransactWriteItems is authorised by the actions of its items. No Scan, no PartiQL, no BatchWriteItem. */
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
const ANSWER = ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'];

const READ_ENCRYPTED = ['kms:Decrypt', 'kms:DescribeKey'];
/** DynamoDB asks for these of whoever writes an encrypted table (its documentation names them with wildcards). */
const WRITE_ENCRYPTED = [
  ...READ_ENCRYPTED,
  'kms:Encrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
];

const allow = (actions: readonly string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources });

/** Use of the storage key through the named services only: nobody decrypts with it by hand. */
function throughServices(
  targets: RightTargets,
  actions: readonly string[],
  ...services: readonly string[]
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [targets.storageKeyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${targets.region}.amazonaws.com`) },
    },
  });
}

function statementsOf(right: Right, targets: RightTargets): PolicyStatement[] {
  switch (right.kind) {
    case 'table': {
      const reads = right.access !== 'write';
      const writes = right.access !== 'read';
      return [
        ...(reads ? [allow(READ, targets.tableArn), allow(['dynamodb:Query'], ...targets.indexArns)] : []),
        ...(writes ? [allow(WRITE, targets.tableArn)] : []),
        throughServices(targets, writes ? WRITE_ENCRYPTED : READ_ENCRYPTED, 'dynamodb'),
      ];
    }
    case 'send':
      return [
        allow(['sqs:SendMessage'], targets.queueArn(right.queue)),
        throughServices(targets, ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ];
    case 'missions':
      return [
        allow(right.access === 'start' ? ['states:StartExecution'] : ANSWER, targets.stateMachineArn),
        throughServices(targets, ['kms:Decrypt', 'kms:GenerateDataKey'], 'states'),
      ];
    case 'data-key':
      return [allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], targets.dataKeyArn)];
    case 'secret':
      return [
        allow(['secretsmanager:GetSecretValue'], targets.secretArn(right.name)),
        throughServices(targets, ['kms:Decrypt'], 'secretsmanager'),
      ];
  }
}

/** What its trigger needs: Lambda polls streams and queues with the function's own role. */
function statementsOfTrigger({ trigger }: FunctionDefinition, targets: RightTargets): PolicyStatement[] {
  switch (trigger.kind) {
    case 'queue':
      return [allow(CONSUME, targets.queueArn(trigger.queue)), throughServices(targets, ['kms:Decrypt'], 'sqs')];
    case 'stream':
      return [
        allow(STREAM, targets.streamArn),
        throughServices(targets, READ_ENCRYPTED, 'dynamodb', 'streams.dynamodb'),
      ];
    case 'http':
    case 'schedule':
    case 'mission-step':
      return [];
  }
}

/** The statements of a function's role: its trigger and its rights, spelled out, no wildcard in them. */
export function rightStatements(definition: FunctionDefinition, targets: RightTargets): PolicyStatement[] {
  return [
    ...statementsOfTrigger(definition, targets),
    ...definition.rights.flatMap((right) => statementsOf(right, targets)),
  ];
}

/** X-Ray's actions know no resource. Its statement stands alone, so that the wildcard reaches nothing else. */
export const TRACING_STATEMENT_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
] as const;
