import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { virtualClock } from '@bos/testing/clocks';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';
import { createParameterReader } from './parameters.ts';
import { createSecretReader } from './secrets.ts';
import { createSqsQueueSender } from './sqs-queue-sender.ts';
import { createStepFunctionsRunner } from './step-functions-runner.ts';

// What is left of a call when the SDK has spent its tries. That it does try, and gives up in time, is tested on the wire.
const kms = mockClient(KMSClient);
const secrets = mockClient(SecretsManagerClient);
const parameters = mockClient(SSMClient);
const queues = mockClient(SQSClient);
const machines = mockClient(SFNClient);
const services = [kms, secrets, parameters, queues, machines];

vi.stubEnv('AWS_REGION', 'us-east-1');

const fault = (name: string): Error => Object.assign(new Error(`${name}: whatever AWS says`), { name });
const FAULTS = ['ThrottlingException', 'TimeoutError', 'AbortError', 'InternalFailure', 'AccessDeniedException'];

afterEach(() => {
  for (const service of services) service.reset();
});

// Other files of this process ask the real clients.
afterAll(() => {
  for (const service of services) service.restore();
});

const KEY = new Uint8Array(32);
const MESSAGES = [{ body: '{}', group: 'g', deduplicationId: 'd' }];

/** Each call of each adapter: how it is made to fail, how it is made to work, and what its caller is told. */
const CALLS = [
  {
    call: 'KMS Encrypt',
    fail: (error: Error) => kms.on(EncryptCommand).rejectsOnce(error).resolves({ CiphertextBlob: KEY }),
    adapter: () => {
      const wrapper = createKmsKeyWrapper(() => 'arn:key');
      return () => wrapper.wrap(KEY, {});
    },
    told: () => ({ code: 'KEY_WRAP_FAILED', kind: 'unavailable' }),
  },
  {
    call: 'KMS Decrypt',
    fail: (error: Error) => kms.on(DecryptCommand).rejectsOnce(error).resolves({ Plaintext: KEY }),
    adapter: () => {
      const wrapper = createKmsKeyWrapper(() => 'arn:key');
      return () => wrapper.unwrap(KEY, {});
    },
    told: () => ({ code: 'KEY_UNWRAP_FAILED', kind: 'unavailable' }),
  },
  {
    call: 'SQS SendMessageBatch',
    fail: (error: Error) => queues.on(SendMessageBatchCommand).rejectsOnce(error).resolves({ Successful: [] }),
    adapter: () => {
      const sender = createSqsQueueSender(() => 'https://queue');
      return () => sender.send('inbound', MESSAGES);
    },
    told: () => ({ code: 'QUEUE_SEND_FAILED', kind: 'unavailable' }),
  },
  {
    call: 'Step Functions StartExecution',
    fail: (error: Error) => machines.on(StartExecutionCommand).rejectsOnce(error).resolves({}),
    adapter: () => {
      const runner = createStepFunctionsRunner(() => 'arn:machine');
      return () => runner.start('m1', { buildingId: 'b', missionId: 'm1' });
    },
    told: (name: string) => ({ name }),
  },
  {
    call: 'Secrets Manager GetSecretValue',
    fail: (error: Error) => secrets.on(GetSecretValueCommand).rejectsOnce(error).resolves({ SecretString: 's' }),
    adapter: () => {
      const read = createSecretReader(virtualClock());
      return () => read('arn');
    },
    told: (name: string) => ({ name }),
  },
  {
    call: 'Parameter Store GetParameter',
    fail: (error: Error) =>
      parameters
        .on(GetParameterCommand)
        .rejectsOnce(error)
        .resolves({ Parameter: { Value: 'v' } }),
    adapter: () => {
      const read = createParameterReader(virtualClock());
      return () => read('/bos/dev/p');
    },
    told: (name: string) => ({ name }),
  },
];

describe.each(CALLS)('$call', ({ fail, adapter, told }) => {
  test.each(FAULTS)('that ends with %s is told to its caller, and the next call works', async (name) => {
    fail(fault(name));
    const ask = adapter();
    await expect(ask()).rejects.toMatchObject(told(name));
    await ask();
  });
});

describe('a batch that SQS takes in part', () => {
  test('is told with the codes of those left out, and none of the batches behind it is sent', async () => {
    queues
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: [], Failed: [] })
      .resolvesOnce({ Successful: [], Failed: [{ Id: '1', Code: 'ThrottlingException', SenderFault: false }] })
      .resolves({ Successful: [], Failed: [] });
    const messages = Array.from({ length: 30 }, (_, n) => ({ body: '{}', group: 'g', deduplicationId: String(n) }));
    await expect(createSqsQueueSender(() => 'https://queue').send('inbound', messages)).rejects.toMatchObject({
      code: 'QUEUE_SEND_FAILED',
      message: '1 messages not taken by inbound: ThrottlingException',
    });
    expect(queues.commandCalls(SendMessageBatchCommand)).toHaveLength(2);
  });
});

describe('a value that is remembered', () => {
  test('is not asked for while it is fresh, and its failed renewal is not hidden by the old value', async () => {
    const clock = virtualClock();
    const read = createSecretReader(clock);
    secrets
      .on(GetSecretValueCommand)
      .resolvesOnce({ SecretString: 'old' })
      .rejectsOnce(fault('ThrottlingException'))
      .resolves({ SecretString: 'new' });
    expect([await read('arn'), await read('arn')]).toEqual(['old', 'old']);
    await clock.advance(300_000);
    await expect(read('arn')).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(await read('arn')).toBe('new');
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(3);
  });
});
