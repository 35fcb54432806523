import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Physical names, said once. Alarms and rights that refer to a resource by its name, or by an ARN made of it, need
 * no reference to the stack that owns it: that keeps the stacks free of cycles.
 */
export const physicalName = (environment: string, name: string): string => `bos-${environment}-${name}`;

export const queueName = (environment: string, queue: string): string => `${physicalName(environment, queue)}.fifo`;

export const deadLetterQueueName = (environment: string, queue: string): string =>
  `${physicalName(environment, queue)}-dead.fifo`;

export const streamFailuresName = (environment: string): string => physicalName(environment, 'stream-failures');

export const stateMachineName = (environment: string): string => physicalName(environment, 'missions');

export function stateMachineArn(scope: IConstruct, environment: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: stateMachineName(environment),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
