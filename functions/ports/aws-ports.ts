import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '@bos/aws/client-settings';
import { ENVIRONMENT, queueUrlVariable, secretArnVariable } from '@bos/aws/function-environment';
import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createSecretReader } from '@bos/aws/secrets';
import { createSqsQueueSender } from '@bos/aws/sqs-queue-sender';
import { createStepFunctionsRunner } from '@bos/aws/step-functions-runner';
import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import { createGraphSender } from '@bos/conversations/whatsapp/graph-client';
import { systemClock } from '@bos/kernel/clock';
import { EnvironmentError } from '@bos/kernel/environment';
import { ulidSource } from '@bos/kernel/ids';
import { jsonLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { offlineLanguage } from './language-ports.ts';
import type { Ports } from './ports.ts';
import { tablePorts } from './table-ports.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A variable that CDK gives to the functions whose rights need it. Asking for it without the right is an error at
 * the first use, naming the variable.
 */
function variable(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new EnvironmentError([`${name}: not set for this function`]);
  return value;
}

/** The world of a Lambda function: everything is made at its first use, and nothing that a function does not use. */
export function awsPorts(variables: Variables): Ports {
  const clock = systemClock;
  const log = jsonLog((line) => process.stdout.write(`${line}\n`), clock.now);
  const readSecret = createSecretReader(clock);
  const secret = (name: string) => readSecret(variables[secretArnVariable(name)]);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientSettings()), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    clock,
    log,
    timers: systemTimers,
    ids: ulidSource(clock),
    ...tablePorts({
      client,
      tableName: variables[ENVIRONMENT.tableName] ?? '',
      wrapper: createKmsKeyWrapper(() => variable(variables, ENVIRONMENT.dataKeyArn)),
      clock,
    }),
    queues: createSqsQueueSender((queue) => variable(variables, queueUrlVariable(queue))),
    missions: createStepFunctionsRunner(() => variable(variables, ENVIRONMENT.stateMachineArn)),
    devices: createSimulatedGateway(clock),
    whatsapp: {
      appSecret: () => secret('whatsapp-app-secret'),
      verifyToken: () => secret('whatsapp-verify-token'),
      sender: createGraphSender({ accessToken: () => secret('whatsapp-access-token') }),
    },
    language: offlineLanguage(variables[ENVIRONMENT.assetsFolder] ?? ''),
  };
}
