import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { virtualClock } from '@bos/testing/clocks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clientSettings } from './client-settings.ts';
import { createKmsKeyWrapper } from './kms-key-wrapper.ts';
import { createSecretReader } from './secrets.ts';
import { createSqsQueueSender } from './sqs-queue-sender.ts';
import { createStepFunctionsRunner } from './step-functions-runner.ts';

/** What AWS answers here and no engine can be brought to say: a status and a body, or nothing at all. */
type Answer = { readonly status?: number; readonly body: unknown } | 'silence';

let server: Server;
let answers: Answer[];
/** The bodies of the requests so far. */
let asked: Record<string, unknown>[];

const refusal = (type: string, status = 400): Answer => ({ status, body: { __type: type, message: type } });

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer(async (request, response) => {
    asked.push(JSON.parse(await text(request)));
    const answer = answers.shift() ?? refusal('NothingScripted');
    if (answer === 'silence') return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('the system named no port');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

test('a call that nobody answers ends after three tries', async () => {
  answers = ['silence', 'silence', 'silence'];
  const { requestHandler, ...settings } = clientSettings();
  const client = new SecretsManagerClient({ ...settings, requestHandler: { ...requestHandler, requestTimeout: 30 } });
  await expect(client.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  expect(asked).toHaveLength(3);
  client.destroy();
});

describe('the SQS sender', () => {
  const message = (n: number) => ({ body: `body ${n}`, group: 'x', deduplicationId: `id ${n}` });
  const sender = () => createSqsQueueSender((queue) => `${process.env.AWS_ENDPOINT_URL}/${queue}`);

  test('sends ten messages a call, each with its group and deduplication id', async () => {
    answers = [{ body: { Successful: [] } }, { body: { Successful: [] } }];
    await sender().send(
      'inbound',
      Array.from({ length: 11 }, (_, n) => message(n)),
    );
    expect(asked).toMatchObject([
      { QueueUrl: expect.stringMatching(/\/inbound$/), Entries: { length: 10 } },
      {
        Entries: [{ Id: '0', MessageBody: 'body 10', MessageGroupId: 'x', MessageDeduplicationId: 'id 10' }],
      },
    ]);
  });

  test('tells of messages that were not taken, and sends nothing behind them', async () => {
    const Failed = [{ Id: '3', SenderFault: false, Code: 'InternalError' }];
    answers = [{ body: { Successful: [], Failed } }];
    const sending = sender().send(
      'inbound',
      Array.from({ length: 11 }, (_, n) => message(n)),
    );
    await expect(sending).rejects.toMatchObject({
      code: 'QUEUE_SEND_FAILED',
      message: '1 messages not taken by inbound: InternalError',
    });
    expect(asked).toHaveLength(1);
  });
});

describe('the Step Functions runner', () => {
  const start = () => createStepFunctionsRunner(() => 'arn:machine').start('m1', { buildingId: 'b', missionId: 'm1' });

  test('names the execution after the mission, and takes one that exists for started', async () => {
    answers = [refusal('ExecutionAlreadyExists')];
    await start();
    expect(asked).toEqual([
      { stateMachineArn: 'arn:machine', name: 'm1', input: '{"buildingId":"b","missionId":"m1"}' },
    ]);
  });

  test('tells of a start that failed', async () => {
    answers = [refusal('StateMachineDoesNotExist')];
    await expect(start()).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });
});

describe('the KMS key wrapper', () => {
  const wrapper = () => createKmsKeyWrapper(() => 'arn:key');

  test.each([
    ['a refusal', refusal('AccessDeniedException')],
    ['an answer without a key', { body: {} }],
  ])('gives no key on %s', async (_title, answer) => {
    answers = [answer];
    await expect(wrapper().unwrap(new Uint8Array(8), {})).rejects.toMatchObject({ code: 'KEY_UNWRAP_FAILED' });
  });

  test('does not take an answer without a wrapped key for one', async () => {
    answers = [{ body: {} }];
    await expect(wrapper().wrap(new Uint8Array(8), {})).rejects.toMatchObject({ code: 'KEY_WRAP_FAILED' });
  });
});

describe('the secret reader', () => {
  test('takes an empty secret for none', async () => {
    answers = [{ body: { SecretString: '' } }];
    expect(await createSecretReader(virtualClock())('arn')).toBeUndefined();
  });

  test('asks again after a failure, at once', async () => {
    answers = [refusal('AccessDeniedException'), { body: { SecretString: 'given' } }];
    const read = createSecretReader(virtualClock());
    await expect(read('arn')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await read('arn')).toBe('given');
  });

  test('asks once for many readers at the same time', async () => {
    answers = [{ body: { SecretString: 'one' } }];
    const read = createSecretReader(virtualClock());
    expect(await Promise.all([read('arn'), read('arn'), read('arn')])).toEqual(['one', 'one', 'one']);
    expect(asked).toHaveLength(1);
  });
});
