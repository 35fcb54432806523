/**
 * One thing that somebody may do to one resource, as text: `sqs:SendMessage queue:inbound`. Resources are named by what
 * they are to us; `rights/resources.ts` knows their ARNs.
 */
export type Permission = `${string}:${string} ${string}`;

export const on = (resource: string, ...actions: readonly string[]): Permission[] =>
  actions.map((action): Permission => `${action as `${string}:${string}`} ${resource}`);

/** Use of the storage key on somebody's behalf, by the service that holds what it encrypts. */
export const keyThrough = (service: string, ...actions: readonly string[]): Permission[] =>
  on(`storage-key via ${service}`, ...actions.map((action) => `kms:${action}`));

/** What DynamoDB asks for of who reads, or writes, a table that is encrypted with a customer's key. */
export const READ_ENCRYPTED = ['Decrypt', 'DescribeKey'];
export const WRITE_ENCRYPTED = [
  ...READ_ENCRYPTED,
  'Encrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
];
