import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { engineConnection } from '@bos/embedded/engine/connection';
import { type Gateway, startGateway } from '@bos/embedded/gateway/gateway';
import { routesOf } from '@bos/embedded/runtime/dispatch';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { bundleFunctions } from '../../lib/bundle.ts';
import { type LocalStack, REGION, startLocalStack } from '../engines/launcher/localstack.ts';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { APP_SECRET, postWebhook, webhookBody } from '../support/webhook.ts';
import { functionArn } from './deployed-names.ts';
import { createLambdaHost, type LambdaHost } from './lambda-host.ts';
import { startQueueSource } from './queue-source.ts';
import { hostScripts, type ScriptedHost } from './scripted-bundles.ts';
import { sqsConnection } from './sqs-connection.ts';
import { startStreamSource } from './stream-source.ts';

const settings = (endpoint: string) => ({
  endpoint,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

let folder: string;
let tasks: ScriptedHost;
let localStack: LocalStack;
let table: RunningTable;
let host: LambdaHost;
let sqs: SQSClient;
let gateway: Gateway;
let queueUrl = '';
let queueArn = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bos-rehearsal-'));
  tasks = await hostScripts({
    step: `export const handler = async ({ busy }) => {
      if (busy) throw Object.assign(new Error('in use'), { name: 'DeviceBusy' });
      return { done: true };
    };`,
  });
  localStack = await startLocalStack({ lambdaEndpoint: tasks.httpEndpoint });
  table = await startTable('bos-data-rehearsal');
  sqs = new SQSClient(settings(localStack.endpoint));
  const { KeyMetadata } = await new KMSClient(settings(localStack.endpoint)).send(new CreateKeyCommand({}));
  const { ARN = '' } = await new SecretsManagerClient(settings(localStack.endpoint)).send(
    new CreateSecretCommand({ Name: 'app-secret', SecretString: APP_SECRET }),
  );
  const Attributes = { FifoQueue: 'true', VisibilityTimeout: '2' };
  ({ QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbound.fifo', Attributes })));
  const told = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }));
  queueArn = told.Attributes?.QueueArn ?? '';

  const catalog = CATALOG.filter(({ name }) => name === 'webhook-whatsapp' || name === 'stream-router');
  host = await createLambdaHost({
    catalog,
    bundles: await bundleFunctions({ catalog, outputFolder: join(folder, 'bundles') }),
    endpoints: {
      DYNAMODB: table.endpoint,
      KMS: localStack.endpoint,
      SECRETS_MANAGER: localStack.endpoint,
      SQS: localStack.endpoint,
    },
    surroundings: {
      environment: 'rehearsal',
      tableName: table.tableName,
      stateMachineArn: '',
      dataKeyArn: KeyMetadata?.Arn ?? '',
      tokenIssuer: 'http://127.0.0.1/issuer',
      documentsBucket: 'documents',
      keysTableName: table.tableName,
      queueUrl: () => queueUrl,
      secretArn: () => ARN,
    },
  });
  gateway = await startGateway({
    port: 0,
    routes: routesOf(host.functions),
    verifyToken: async () => undefined,
    clock: systemClock,
    timers: systemTimers,
    ids: ulidSource(systemClock),
    log: silentLog,
  });
});

afterAll(async () => {
  await gateway?.close();
  await host?.close();
  sqs?.destroy();
  await table?.stop();
  await localStack?.stop();
  await tasks?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the bundles as they are deployed', () => {
  test('carry a message from the webhook through the table’s changes into the queue', async () => {
    const checkpoints = openCheckpoints(join(folder, 'checkpoints.db'));
    const stream = await startStreamSource({
      streamsClient: new DynamoDBStreamsClient(engineConnection(table.endpoint)),
      tableName: table.tableName,
      checkpoints,
      reader: 'stream-router',
      batchSize: 100,
      maxRetries: 10,
      onPoison: (_, error) => Promise.reject(error),
      timers: systemTimers,
      log: silentLog,
      invoke: (event) => host.call('stream-router', event),
    });
    const received: SQSRecord[] = [];
    const queue = startQueueSource({
      connection: sqsConnection({ client: sqs, url: queueUrl, arn: queueArn, region: REGION }),
      invoke: async ({ Records }) => {
        received.push(...Records);
        // The first delivery fails, so that the second shows that nothing was removed.
        if (received.length === 1) throw new Error('not yet');
      },
      batchSize: 10,
      concurrency: 2,
      timers: systemTimers,
      log: silentLog,
    });
    try {
      const body = webhookBody({ from: '5511900000301', text: 'Bom dia' });
      expect((await postWebhook(gateway.url, body, { 'x-hub-signature-256': 'sha256=00' })).status).toBe(401);
      expect((await postWebhook(gateway.url, body)).status).toBe(200);
      await expect.poll(() => received.length, { timeout: 20_000 }).toBe(2);
    } finally {
      await queue.stop();
      await stream.stop();
      checkpoints.close();
    }
    expect(received.map(({ attributes }) => attributes.ApproximateReceiveCount)).toEqual(['1', '2']);
    expect(received[1]).toMatchObject({
      body: expect.stringContaining('"receiptId"'),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      attributes: { MessageGroupId: expect.any(String), SequenceNumber: expect.any(String) },
    });
    const left = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    expect(left.Attributes).toEqual({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });
});

describe('a state machine whose tasks are functions of the host', () => {
  const task = (busy: boolean, more: object) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn(REGION, 'bos-rehearsal-step'), Payload: { busy } },
    Output: '{% $states.result.Payload %}',
    ...more,
  });

  test('has their results, and catches their errors by name', async () => {
    const sfn = new SFNClient(settings(localStack.endpoint));
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Fail',
      States: {
        Fail: task(true, { Catch: [{ ErrorEquals: ['DeviceBusy'], Next: 'Work' }], Next: 'Missed' }),
        Missed: { Type: 'Fail', Error: 'NotCaught' },
        Work: task(false, { End: true }),
      },
    });
    const roleArn = 'arn:aws:iam::000000000000:role/rehearsal';
    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({ name: 'rehearsal', definition, roleArn }),
    );
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
    const ended = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
    await expect.poll(async () => (await ended()).status, { timeout: 20_000 }).not.toBe('RUNNING');
    expect(await ended()).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' });
    sfn.destroy();
  });
});
