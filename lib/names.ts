/**
 * Physical names, said once, without the CDK: whoever needs a name alone loads nothing else. Alarms and rights that
 * refer to a resource by its name need no reference to the stack that owns it: that keeps the stacks free of cycles.
 */
export const physicalName = (environment: string, name: string): string => `bos-${environment}-${name}`;

export const tableName = (environment: string): string => `bos-data-${environment}`;

export const keysTableName = (environment: string): string => `bos-keys-${environment}`;

export const queueName = (environment: string, queue: string): string => `${physicalName(environment, queue)}.fifo`;

export const deadLetterQueueName = (environment: string, queue: string): string =>
  `${physicalName(environment, queue)}-dead.fifo`;

export const streamFailuresName = (environment: string): string => physicalName(environment, 'stream-failures');

export const stateMachineName = (environment: string): string => physicalName(environment, 'missions');

/** Roles belong to the account, not to a region of it. `access` is how the table is worked on. */
export const tenantRoleName = (environment: string, region: string, access: string): string =>
  physicalName(environment, `tenant-${access}-${region}`);

/** Under this name the stack of the data tells the others the ARN of the documents' bucket. */
export const documentsExportName = (environment: string): string => physicalName(environment, 'documents');
