import { parameterName } from '@bos/aws/function-environment';
import { INDEXES } from '@bos/table/definition';
import { CATALOG } from '../../../functions/catalog.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import {
  deadLetterQueueName,
  physicalName,
  queueName,
  stateMachineName,
  streamFailuresName,
} from '../../../lib/names.ts';
import { type Deployment, namesInRights } from '../deployment.ts';
import { ACCOUNT } from '../emulated-account.ts';
import { vaultArn } from '../read-back/backup-facts.ts';
import { itemsIn, PARTITIONS } from './partitions.ts';
import type { RequestContext } from './policy.ts';

/** What somebody may want to touch, as IAM sees it. */
export interface Resource {
  /** By what it is to us: `queue:inbound`. */
  readonly name: string;
  /** Of which kind, which says what can be tried on it. */
  readonly kind: string;
  readonly arn: string;
  /** What IAM knows of a request about it. */
  readonly context?: RequestContext;
}

/** Services that use the storage key for others, and one of which nobody may make use. */
export const KEY_USERS = ['dynamodb', 'streams.dynamodb', 'sqs', 'states', 'secretsmanager', 's3', 'logs'];

const ACCESSES = ['read', 'write', 'read-write'] as const;

/** Items of every kind of partition, in the table, in its indexes, and in the table of the wrapped keys. */
function partitions({ arn, surroundings }: Deployment): Resource[] {
  const table = arn('dynamodb', `table/${surroundings.tableName}`);
  return PARTITIONS.flatMap((partition) => {
    const { where } = partition;
    const isIndex = where !== 'table' && where !== 'keys-table';
    const ofKeys = arn('dynamodb', `table/${surroundings.keysTableName}`);
    return itemsIn(partition).map(({ name, keys }) => ({
      name,
      kind: isIndex ? 'listing' : 'items',
      arn: isIndex ? `${table}/index/${where}` : where === 'table' ? table : ofKeys,
      context: { 'dynamodb:LeadingKeys': keys },
    }));
  });
}

/** Everything that stands in the account, and beside each kind something of the same kind that belongs to somebody else. */
export function resourcesFor(functionName: string, deployment: Deployment, streamArn: string): Resource[] {
  const { arn, erasuresBucket, region, settings, storageKeyArn, surroundings } = deployment;
  const { environment } = settings;
  const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const bucket = `arn:aws:s3:::${surroundings.documentsBucket}`;
  const table = arn('dynamodb', `table/${surroundings.tableName}`);
  const queue = (name: string, physical: string): Resource => ({
    name: `queue:${name}`,
    kind: 'queue',
    arn: arn('sqs', physical),
  });
  const log = (name: string) => arn('logs', `log-group:/bos/${environment}/${name}:*`);
  const other = CATALOG.find(({ name }) => name !== functionName)?.name ?? '';
  return [
    { name: 'table', kind: 'table', arn: table },
    { name: 'keys-table', kind: 'table', arn: arn('dynamodb', `table/${surroundings.keysTableName}`) },
    { name: 'table of others', kind: 'table', arn: arn('dynamodb', 'table/bos-data-others') },
    ...Object.keys(INDEXES).map((index) => ({ name: `index:${index}`, kind: 'index', arn: `${table}/index/${index}` })),
    ...partitions(deployment),
    { name: 'stream', kind: 'stream', arn: streamArn },
    ...Object.values(QUEUES).flatMap(({ name }) => [
      queue(name, queueName(environment, name)),
      queue(`${name} dead letters`, deadLetterQueueName(environment, name)),
    ]),
    queue('stream-failures', streamFailuresName(environment)),
    ...namesInRights('secret').map((name) => ({
      name: `secret:${name}`,
      kind: 'secret',
      arn: surroundings.secretArn(name),
    })),
    { name: 'secret of others', kind: 'secret', arn: arn('secretsmanager', 'secret:bos/others/token-AbCdEf') },
    ...namesInRights('parameter').map((name) => ({
      name: `parameter:${name}`,
      kind: 'parameter',
      arn: arn('ssm', `parameter${parameterName(environment, name)}`),
    })),
    { name: 'parameter of others', kind: 'parameter', arn: arn('ssm', 'parameter/bos/others/setting') },
    { name: 'machine', kind: 'machine', arn: surroundings.stateMachineArn },
    { name: 'machine of others', kind: 'machine', arn: arn('states', 'stateMachine:others') },
    { name: 'execution', kind: 'execution', arn: arn('states', `execution:${stateMachineName(environment)}:one`) },
    { name: 'execution of others', kind: 'execution', arn: arn('states', 'execution:others:one') },
    { name: 'document', kind: 'object', arn: `${bucket}/buildings/one/document` },
    { name: 'object of others', kind: 'object', arn: 'arn:aws:s3:::bos-others/document' },
    { name: 'erasure', kind: 'object', arn: `arn:aws:s3:::${erasuresBucket}/one` },
    { name: 'erasures-bucket', kind: 'bucket', arn: `arn:aws:s3:::${erasuresBucket}` },
    { name: 'vault', kind: 'vault', arn: vaultArn(deployment) },
    { name: 'documents-bucket', kind: 'bucket', arn: bucket },
    { name: 'bucket of others', kind: 'bucket', arn: 'arn:aws:s3:::bos-others' },
    {
      name: 'schedule',
      kind: 'schedule',
      arn: arn('scheduler', `schedule/${physicalName(environment, 'schedules')}/one`),
    },
    { name: 'schedule of others', kind: 'schedule', arn: arn('scheduler', 'schedule/default/one') },
    ...['scheduler', 'lambda'].map((service) => ({
      name: `schedule-role to ${service === 'scheduler' ? 'Scheduler' : service}`,
      kind: 'role',
      arn: surroundings.schedules?.roleArn ?? role('none'),
      context: { 'iam:PassedToService': `${service}.amazonaws.com` },
    })),
    {
      name: 'role of others',
      kind: 'role',
      arn: role('others'),
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    },
    ...ACCESSES.map((access) => ({
      name: `tenant-role:${access}`,
      kind: 'role',
      arn: surroundings.tenantRoleArn?.(access) ?? role('none'),
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    })),
    { name: 'data-key', kind: 'key', arn: surroundings.dataKeyArn },
    { name: 'storage-key by hand', kind: 'key', arn: storageKeyArn },
    {
      name: 'storage-key for AWS',
      kind: 'key',
      arn: storageKeyArn,
      context: { 'kms:GrantIsForAWSResource': 'true' },
    },
    ...KEY_USERS.map((service) => ({
      name: `storage-key via ${service}`,
      kind: 'key',
      arn: storageKeyArn,
      context: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
    })),
    { name: 'own-log', kind: 'log', arn: log(functionName) },
    { name: 'log of others', kind: 'log', arn: log(other) },
    {
      name: 'function',
      kind: 'function',
      arn: arn('lambda', `function:${physicalName(environment, functionName)}`),
    },
    {
      name: 'function of others',
      kind: 'function',
      arn: arn('lambda', `function:${physicalName(environment, other)}`),
    },
    { name: 'anything', kind: 'account', arn: '*' },
  ];
}
