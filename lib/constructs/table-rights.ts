import type { TableAccess } from '@bos/aws/tenant-functions';
import type { LeadingKeys } from '@bos/table/tenant-policy';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
/** TransactWriteItems is authorised by the actions of its items. No Scan, no PartiQL, no BatchWriteItem. */
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
/** They name no key, or name it where IAM does not look. */
const KEYLESS = [
  'dynamodb:Scan',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
];

/** The table and its indexes, by the name of each. */
export interface TableArns {
  readonly tableArn: string;
  readonly indexArns: readonly string[];
}

const actionsOf = (access: TableAccess): string[] => [
  ...(access === 'write' ? [] : READ),
  ...(access === 'read' ? [] : WRITE),
];

const allow = (actions: readonly string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

/** Every item of every tenant. */
export function wholeTableStatements(access: TableAccess, { tableArn, indexArns }: TableArns): PolicyStatement[] {
  const queries = access === 'write' ? [] : [allow(['dynamodb:Query'], indexArns)];
  return [allow(actionsOf(access), [tableArn]), ...queries];
}

/**
 * Items whose partition is one of `keys`: all partitions that a request names, and it must name one, for IAM takes
 * "all of none" to be true.
 */
export function allowKeys(actions: readonly string[], resource: string, keys: readonly string[]): PolicyStatement[] {
  if (keys.length === 0) return [];
  return [
    new PolicyStatement({
      actions: [...actions],
      resources: [resource],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  ];
}

/** Items of these partitions and no others; what IAM cannot tell by a key is denied, whatever else is allowed. */
export function fencedStatements(access: TableAccess, keys: LeadingKeys, arns: TableArns): PolicyStatement[] {
  const { tableArn, indexArns } = arns;
  const queries = (['GSI1', 'GSI2'] as const).flatMap((index) =>
    indexArns
      .filter((arn) => arn.endsWith(`/${index}`))
      .flatMap((arn) => allowKeys(['dynamodb:Query'], arn, keys[index])),
  );
  return [
    ...allowKeys(actionsOf(access), tableArn, keys.table),
    ...(access === 'write' ? [] : queries),
    new PolicyStatement({ effect: Effect.DENY, actions: [...KEYLESS], resources: [tableArn, ...indexArns] }),
  ];
}
