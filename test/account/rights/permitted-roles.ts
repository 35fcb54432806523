import { isTenants, ofBuilding, PARTITIONS } from './partitions.ts';
import { keyThrough, on, type Permission, WRITE_ENCRYPTED } from './permission.ts';
import { type Access, KEEP_KEYS, onItems, throughTable } from './permitted-items.ts';
import { KEY_USERS } from './resources.ts';

/** All that the role may do that is taken on for one building: in that building alone. */
export function permittedToTenant(access: Access): Set<Permission> {
  return new Set(
    PARTITIONS.filter(isTenants).flatMap((one) =>
      one.where === 'keys-table'
        ? [...on(ofBuilding(one), ...KEEP_KEYS), ...keyThrough('dynamodb', ...WRITE_ENCRYPTED)]
        : [...onItems(one.where, [ofBuilding(one)], access), ...throughTable(access)],
    ),
  );
}

/** The same role without a building: it has the keys to items, and may touch none. */
export const permittedToNobody = (): Set<Permission> => new Set(keyThrough('dynamodb', ...WRITE_ENCRYPTED));

/** EventBridge Scheduler sends what functions had it send. */
export const permittedToScheduler = (queues: readonly string[]): Set<Permission> =>
  new Set([
    ...queues.flatMap((queue) => on(`queue:${queue}`, 'sqs:SendMessage')),
    ...keyThrough('sqs', 'Decrypt', 'GenerateDataKey'),
  ]);

/** AWS Backup copies the table, and opens and seals the copies as whoever it is asked by. */
export function permittedToBackup(): Set<Permission> {
  const ways = ['by hand', 'for AWS', ...KEY_USERS.map((service) => `via ${service}`)];
  return new Set([
    ...on('table', 'dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'),
    ...on('vault', 'backup:DescribeBackupVault'),
    ...ways.flatMap((way) => on(`storage-key ${way}`, 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey')),
    ...on('storage-key for AWS', 'kms:CreateGrant'),
  ]);
}
