import type { FunctionDefinition } from '@bos/kernel/function-definition';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { FunctionWiring } from './constructs/bos-function.ts';
import { stateMachineArn } from './names.ts';
import type { Settings } from './settings.ts';
import type { DataResources } from './stacks/data-stack.ts';

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
}

/** What the functions of a stack are wired to. */
export function functionWiring(scope: IConstruct, { settings, data, code, queue }: WiringSources): FunctionWiring {
  const machineArn = stateMachineArn(scope, settings.environment);
  return {
    traced: settings.tracing,
    code,
    surroundings: {
      environment: settings.environment,
      tableName: data.tableName,
      stateMachineArn: machineArn,
      dataKeyArn: data.dataKeyArn,
      tokenIssuer: data.tokenIssuer,
      queueUrl: (name) => queue(name).url,
      secretArn: (name) => data.secretArn(name),
    },
    targets: {
      region: settings.region,
      tableArn: data.tableArn,
      indexArns: data.indexArns,
      streamArn: data.streamArn,
      stateMachineArn: machineArn,
      storageKeyArn: data.storageKeyArn,
      dataKeyArn: data.dataKeyArn,
      queueArn: (name) => queue(name).arn,
      secretArn: (name) => data.secretArn(name),
    },
  };
}
