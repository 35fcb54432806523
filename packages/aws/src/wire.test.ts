import { virtualClock } from '@bos/testing/clocks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';
import { createParameterReader } from './parameters.ts';
import { createSecretReader } from './secrets.ts';
import { createSqsQueueSender } from './sqs-queue-sender.ts';
import { createStepFunctionsRunner } from './step-functions-runner.ts';
import { refusal, type ScriptedService, startScriptedService } from './testing/scripted-service.ts';

let service: ScriptedService;

beforeEach(async () => {
  service = await startScriptedService();
});

afterEach(() => service.close());

describe('the SQS sender', () => {
  const message = (n: number) => ({ body: `body ${n}`, group: 'x', deduplicationId: `id ${n}` });
  const sender = () => createSqsQueueSender((queue) => `${service.url}/${queue}`);

  test('sends ten messages a call, each with its group and deduplication id', async () => {
    service.script({ body: { Successful: [] } }, { body: { Successful: [] } });
    await sender().send(
      'inbound',
      Array.from({ length: 11 }, (_, n) => message(n)),
    );
    expect(service.asked).toMatchObject([
      { QueueUrl: expect.stringMatching(/\/inbound$/), Entries: { length: 10 } },
      {
        Entries: [{ Id: '0', MessageBody: 'body 10', MessageGroupId: 'x', MessageDeduplicationId: 'id 10' }],
      },
    ]);
  });

  test('tells of messages that were not taken, and sends nothing behind them', async () => {
    const Failed = [{ Id: '3', SenderFault: false, Code: 'InternalError' }];
    service.script({ body: { Successful: [], Failed } });
    const sending = sender().send(
      'inbound',
      Array.from({ length: 11 }, (_, n) => message(n)),
    );
    await expect(sending).rejects.toMatchObject({
      code: 'QUEUE_SEND_FAILED',
      message: '1 messages not taken by inbound: InternalError',
    });
    expect(service.asked).toHaveLength(1);
  });
});

describe('the Step Functions runner', () => {
  const start = () => createStepFunctionsRunner(() => 'arn:machine').start('m1', { buildingId: 'b', missionId: 'm1' });

  test('names the execution after the mission, and takes one that exists for started', async () => {
    service.script(refusal('ExecutionAlreadyExists'));
    await start();
    expect(service.asked).toEqual([
      { stateMachineArn: 'arn:machine', name: 'm1', input: '{"buildingId":"b","missionId":"m1"}' },
    ]);
  });

  test('tells of a start that failed', async () => {
    service.script(refusal('StateMachineDoesNotExist'));
    await expect(start()).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('the KMS key wrapper', () => {
  const wrapper = () => createKmsKeyWrapper(() => 'arn:key');

  test.each([
    ['a refusal', refusal('AccessDeniedException')],
    ['an answer without a key', { body: {} }],
  ])('gives no key on %s', async (_title, answer) => {
    service.script(answer);
    await expect(wrapper().unwrap(new Uint8Array(8), {})).rejects.toMatchObject({ code: 'KEY_UNWRAP_FAILED' });
  });

  test('does not take an answer without a wrapped key for one', async () => {
    service.script({ body: {} });
    await expect(wrapper().wrap(new Uint8Array(8), {})).rejects.toMatchObject({ code: 'KEY_WRAP_FAILED' });
  });
});

describe.each([
  {
    reader: 'the secret reader',
    open: () => createSecretReader(virtualClock()),
    has: (value: string) => ({ body: { SecretString: value } }),
  },
  {
    reader: 'the parameter reader',
    open: () => createParameterReader(virtualClock()),
    has: (value: string) => ({ body: { Parameter: { Value: value } } }),
  },
])('$reader', ({ open, has }) => {
  test('takes an empty value for none', async () => {
    service.script(has(' \n'));
    expect(await open()('name')).toBeUndefined();
  });

  test('leaves out the line break of the file that a value was given in', async () => {
    service.script(has('given\n'));
    expect(await open()('name')).toBe('given');
  });

  test('asks again after a failure, at once', async () => {
    service.script(refusal('AccessDeniedException'), has('given'));
    const read = open();
    await expect(read('name')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await read('name')).toBe('given');
  });

  test('asks once for many readers at the same time', async () => {
    service.script(has('one'));
    const read = open();
    expect(await Promise.all([read('name'), read('name'), read('name')])).toEqual(['one', 'one', 'one']);
    expect(service.asked).toHaveLength(1);
  });
});
