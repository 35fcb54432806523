import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { stateMachineName } from './names.ts';

/** Made of the name, for rights of functions that the machine itself refers to. */
export function stateMachineArn(scope: IConstruct, environment: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: stateMachineName(environment),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
