import { createEmfMetrics } from '@bos/aws/emf-metrics';
import {
  ENVIRONMENT,
  parameterNameVariable,
  queueArnVariable,
  queueUrlVariable,
  secretArnVariable,
} from '@bos/aws/function-environment';
import { createParameterReader } from '@bos/aws/parameters';
import { createS3DocumentStorage } from '@bos/aws/s3-document-storage';
import { createSchedulerSchedules } from '@bos/aws/scheduler-schedules';
import { createSecretReader } from '@bos/aws/secrets';
import { createSqsQueueSender } from '@bos/aws/sqs-queue-sender';
import { createStepFunctionsRunner } from '@bos/aws/step-functions-runner';
import { readConnection } from '@bos/buildings/devices/home-assistant/connection';
import { createGraphMedia } from '@bos/conversations/whatsapp/graph-media';
import { systemClock } from '@bos/kernel/clock';
import { EnvironmentError } from '@bos/kernel/environment';
import { ulidSource } from '@bos/kernel/ids';
import { jsonLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { configuredGraphSender } from './configured-graph-sender.ts';
import { offlineLanguage } from './language-ports.ts';
import type { Ports, TablePorts } from './ports.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A variable that CDK gives to the functions whose rights need it. Asking for it without the right is an error at
 * the first use, naming the variable.
 */
export function variable(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new EnvironmentError([`${name}: not set for this function`]);
  return value;
}

/**
 * The world of a Lambda function without a right to the table: the client of DynamoDB would be most of its bundle.
 * Everything is made at its first use, and nothing that a function does not use.
 */
export function awsPorts(variables: Variables): Omit<Ports, keyof TablePorts> {
  const clock = systemClock;
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const log = jsonLog(write, clock.now);
  const readSecret = createSecretReader(clock);
  const secret = (name: string) => readSecret(variables[secretArnVariable(name)]);
  const readParameter = createParameterReader(clock);
  const parameter = (name: string) => readParameter(variables[parameterNameVariable(name)]);
  const graph = { accessToken: () => secret('whatsapp-access-token'), url: () => parameter('whatsapp-graph-url') };
  const queues = createSqsQueueSender((queue) => variable(variables, queueUrlVariable(queue)));
  return {
    clock,
    log,
    metrics: createEmfMetrics({ environment: variables[ENVIRONMENT.environment] ?? '', clock, write }),
    timers: systemTimers,
    ids: ulidSource(clock),
    queues,
    missions: createStepFunctionsRunner(() => variable(variables, ENVIRONMENT.stateMachineArn)),
    schedules: createSchedulerSchedules({
      surroundings: {
        groupName: () => variable(variables, ENVIRONMENT.scheduleGroup),
        roleArn: () => variable(variables, ENVIRONMENT.scheduleRoleArn),
        queueArn: (queue) => variable(variables, queueArnVariable(queue)),
      },
      queues,
      clock,
    }),
    deviceSettings: {
      webhookSecret: () => secret('device-webhook-secret'),
      homeAssistant: async (buildingId) => readConnection(await secret('home-assistant'), buildingId),
    },
    documents: createS3DocumentStorage({ bucket: () => variable(variables, ENVIRONMENT.documentsBucket), clock }),
    whatsapp: {
      appSecret: () => secret('whatsapp-app-secret'),
      verifyToken: () => secret('whatsapp-verify-token'),
      sender: configuredGraphSender(graph, log),
      media: createGraphMedia(graph),
    },
    language: offlineLanguage(variables[ENVIRONMENT.assetsFolder] ?? ''),
    publicUrl: variables[ENVIRONMENT.publicUrl],
  };
}
