import { type TableAccess, tableAccessOf, tenantAccessOf } from '@bos/aws/tenant-functions';
import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import type { LeadingKeys } from '@bos/table/tenant-policy';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ownKeysOf } from '../table-keys.ts';
import { allowKeys, fencedStatements, wholeTableStatements } from './table-rights.ts';

/** What the right to schedule is granted on. */
export interface ScheduleTargets {
  /** Every schedule of our group: their names are made at run time. */
  readonly scheduleArns: string;
  /** The role with which Scheduler sends, which who schedules hands to it. */
  readonly roleArn: string;
}

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
  /** Where the wrapped keys lie. */
  readonly keysTableArn: string;
  readonly documentsBucketArn: string;
  /** Where something may be scheduled at all. */
  readonly schedules?: ScheduleTargets;
  queueArn(queue: string): string;
  secretArn(secret: string): string;
  parameterArn(parameter: string): string;
  /** The role that is taken on for one tenant. */
  tenantRoleArn(access: TableAccess): string;
}

const STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
const SCHEDULE = ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'];
const ANSWER = ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'];

/** A wrapped key is read by its name, and made by its first use: nobody lists them. */
export const KEEP_KEYS = ['dynamodb:GetItem', 'dynamodb:PutItem'];

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

/** Work on items of the table, which is encrypted: on those of these partitions, or on all. */
export function tableStatements(
  access: TableAccess,
  keys: LeadingKeys | undefined,
  targets: RightTargets,
): PolicyStatement[] {
  return [
    ...(keys === undefined ? wholeTableStatements(access, targets) : fencedStatements(access, keys, targets)),
    throughServices(targets, access === 'read' ? READ_ENCRYPTED : WRITE_ENCRYPTED, 'dynamodb'),
  ];
}

/** The function's own part of the table, and the taking on of the role that reaches the items of one tenant. */
function tableStatementsOf(definition: FunctionDefinition, targets: RightTargets): PolicyStatement[] {
  const access = tableAccessOf(definition);
  if (access === undefined) return [];
  const ofTenant = tenantAccessOf(definition);
  return [
    ...tableStatements(access, ownKeysOf(definition), targets),
    ...(ofTenant === undefined ? [] : [allow(['sts:AssumeRole', 'sts:TagSession'], targets.tenantRoleArn(ofTenant))]),
  ];
}

/** Wrapped keys in their own table: those of these partitions, or all. */
export function keyStatements(
  actions: readonly string[],
  keys: LeadingKeys | undefined,
  targets: RightTargets,
): PolicyStatement[] {
  const { keysTableArn } = targets;
  return [
    ...(keys === undefined ? [allow(actions, keysTableArn)] : allowKeys(actions, keysTableArn, keys.keys)),
    throughServices(targets, WRITE_ENCRYPTED, 'dynamodb'),
  ];
}

function keyStatementsOf(definition: FunctionDefinition, targets: RightTargets): PolicyStatement[] {
  const given = definition.rights.filter((right) => right.kind === 'data-key');
  if (given.length === 0) return [];
  const actions = given.some(({ destroys }) => destroys) ? [...KEEP_KEYS, 'dynamodb:DeleteItem'] : KEEP_KEYS;
  return keyStatements(actions, ownKeysOf(definition), targets);
}

function missionStatement(access: Extract<Right, { kind: 'missions' }>['access'], machineArn: string): PolicyStatement {
  switch (access) {
    case 'start':
      return allow(['states:StartExecution'], machineArn);
    case 'answer':
      return allow(ANSWER, machineArn);
    case 'end':
      return allow(['states:DescribeExecution', 'states:StopExecution'], executionArns(machineArn));
  }
}

/** Every execution of a machine: they are named after their missions. */
const executionArns = (machineArn: string): string => `${machineArn.replace(':stateMachine:', ':execution:')}:*`;

function scheduleStatements(schedules: ScheduleTargets | undefined): PolicyStatement[] {
  if (schedules === undefined) throw new Error('Nothing can be scheduled by the functions of this stack.');
  return [
    allow(SCHEDULE, schedules.scheduleArns),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [schedules.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  ];
}

/** The documents of a bucket. */
const objectArns = (bucketArn: string): string => `${bucketArn}/*`;

function statementsOf(right: Right, targets: RightTargets): PolicyStatement[] {
  switch (right.kind) {
    case 'table':
      // All such rights of a function together: `tableStatementsOf`.
      return [];
    case 'send':
      return [
        allow(['sqs:SendMessage'], targets.queueArn(right.queue)),
        throughServices(targets, ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ];
    case 'missions':
      return [
        missionStatement(right.access, targets.stateMachineArn),
        throughServices(targets, ['kms:Decrypt', 'kms:GenerateDataKey'], 'states'),
      ];
    case 'schedule':
      return scheduleStatements(targets.schedules);
    case 'data-key':
      // Where the wrapped keys lie: `keyStatementsOf`.
      return [allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], targets.dataKeyArn)];
    case 'documents': {
      const writes = right.access === 'read-write';
      return [
        allow(
          writes ? ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] : ['s3:GetObject'],
          objectArns(targets.documentsBucketArn),
        ),
        // Without it S3 forbids what is not there instead of saying so.
        allow(['s3:ListBucket'], targets.documentsBucketArn),
        throughServices(targets, writes ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'], 's3'),
      ];
    }
    case 'secret':
      return [
        allow(['secretsmanager:GetSecretValue'], targets.secretArn(right.name)),
        throughServices(targets, ['kms:Decrypt'], 'secretsmanager'),
      ];
    case 'parameter':
      return [allow(['ssm:GetParameter'], targets.parameterArn(right.name))];
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

/**
 * The statements of a function's role: its trigger and its rights, spelled out; of wildcards only what a bucket's objects,
 * a machine's executions and a group's schedules have in common.
 */
export function rightStatements(definition: FunctionDefinition, targets: RightTargets): PolicyStatement[] {
  return [
    ...statementsOfTrigger(definition, targets),
    ...tableStatementsOf(definition, targets),
    ...keyStatementsOf(definition, targets),
    ...definition.rights.flatMap((right) => statementsOf(right, targets)),
  ];
}

/** The wildcards among the resources of its rights that stand for names which are made at run time. */
export function namesOfRunTime({ rights }: FunctionDefinition, targets: RightTargets): string[] {
  return rights.flatMap((right) => {
    if (right.kind === 'missions' && right.access === 'end') return [executionArns(targets.stateMachineArn)];
    if (right.kind === 'documents') return [objectArns(targets.documentsBucketArn)];
    return right.kind === 'schedule' && targets.schedules ? [targets.schedules.scheduleArns] : [];
  });
}

/** X-Ray's actions know no resource. Its statement stands alone, so that the wildcard reaches nothing else. */
export const TRACING_STATEMENT_ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
] as const;
