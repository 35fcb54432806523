import type { TableAccess } from '@bos/aws/tenant-functions';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { FunctionWiring } from './constructs/bos-function.ts';
import type { ScheduleAddress } from './constructs/schedule-group.ts';
import { tenantRoleName } from './names.ts';
import type { Settings } from './settings.ts';
import type { DataResources } from './stacks/data-stack.ts';
import { stateMachineArn } from './state-machine-arn.ts';

/** Where the code of a function lies: a bundle on disk, or a stub in tests. */
export type FunctionCode = (definition: FunctionDefinition) => Code;

export interface QueueAddress {
  readonly arn: string;
  readonly url: string;
}

export interface WiringSources {
  readonly settings: Settings;
  readonly data: DataResources;
  readonly code: FunctionCode;
  queue(name: string): QueueAddress;
  /** Where functions of the stack schedule. */
  readonly schedules?: ScheduleAddress;
}

/** What the functions of a stack are wired to. */
export function functionWiring(scope: IConstruct, sources: WiringSources): FunctionWiring {
  const { settings, data, code, queue, schedules } = sources;
  const machineArn = stateMachineArn(scope, settings.environment);
  // By its name: the role trusts those of the functions, which name it.
  const tenantRoleArn = (access: TableAccess): string =>
    Stack.of(scope).formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: tenantRoleName(settings.environment, settings.region, access),
    });
  return {
    traced: settings.tracing,
    code,
    surroundings: {
      environment: settings.environment,
      tableName: data.tableName,
      stateMachineArn: machineArn,
      dataKeyArn: data.dataKeyArn,
      keysTableName: data.keysTableName,
      documentsBucket: data.documentsBucket,
      tokenIssuer: data.tokenIssuer,
      publicUrl: settings.publicUrl,
      ...(schedules && { schedules }),
      queueUrl: (name) => queue(name).url,
      secretArn: (name) => data.secretArn(name),
      tenantRoleArn,
    },
    targets: {
      region: settings.region,
      tableArn: data.tableArn,
      indexArns: data.indexArns,
      streamArn: data.streamArn,
      stateMachineArn: machineArn,
      storageKeyArn: data.storageKeyArn,
      keysTableArn: data.keysTableArn,
      dataKeyArn: data.dataKeyArn,
      documentsBucketArn: data.documentsBucketArn,
      ...(schedules && { schedules }),
      queueArn: (name) => queue(name).arn,
      secretArn: (name) => data.secretArn(name),
      tenantRoleArn,
      parameterArn: (name) => data.parameterArn(name),
    },
  };
}
