import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { withDeadline } from '@bos/kernel/deadline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientSettings, tableClientSettings } from './client-settings.ts';
import { refusal, type ScriptedService, startScriptedService } from './testing/scripted-service.ts';

const ASK = new GetSecretValueCommand({ SecretId: 's' });
const THROTTLED = refusal('ThrottlingException');

let service: ScriptedService;

beforeEach(async () => {
  service = await startScriptedService();
});

afterEach(() => service.close());

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

describe('a call by itself', () => {
  const patient = () => new SecretsManagerClient(clientSettings({ answerMilliseconds: 40 }));

  test.each([
    ['nobody answers', 'silence', 'TimeoutError'],
    ['the connection breaks', 'reset', 'TimeoutError'],
    ['the answer begins and does not end', 'half', 'TimeoutError'],
    ['the service is at fault', refusal('InternalServiceError', 500), 'InternalServiceError'],
    ['the service is overloaded', THROTTLED, 'ThrottlingException'],
  ] as const)('ends after three tries when %s', async (_title, answer, name) => {
    service.script(answer, answer, answer, answer);
    await expect(patient().send(ASK)).rejects.toMatchObject({ name });
    expect(service.asked).toHaveLength(3);
  });

  test('is not tried again when the service has refused it', async () => {
    service.script(refusal('AccessDeniedException'));
    await expect(patient().send(ASK)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(service.asked).toHaveLength(1);
  });

  test('succeeds when a later try does', async () => {
    service.script('reset', refusal('InternalServiceError', 500), { body: { SecretString: 'at last' } });
    expect(await patient().send(ASK)).toMatchObject({ SecretString: 'at last', $metadata: { attempts: 3 } });
  });

  test('is tried 35 times again by its client and then once each: a service that is down is not hammered', async () => {
    const client = new SecretsManagerClient(clientSettings());
    const down = Array.from({ length: 40 }, () => refusal('InternalServiceError', 500));
    service.script(...down, ...down, ...down);
    await Promise.allSettled(Array.from({ length: 40 }, () => client.send(ASK)));
    expect(service.asked).toHaveLength(40 + 35);
    const before = service.asked.length;
    await client.send(ASK).catch(() => undefined);
    expect(service.asked).toHaveLength(before + 1);
  });
});

describe('a call under a deadline', () => {
  test.each([
    ['before the answer', 'silence'],
    ['within the answer', 'half'],
  ] as const)('ends with it %s, although the call itself would wait on', async (_title, answer) => {
    service.script(answer, answer, answer);
    const client = new SecretsManagerClient(clientSettings());
    const took = await elapsed(() =>
      withDeadline(AbortSignal.timeout(60), () => expect(client.send(ASK)).rejects.toThrow()),
    );
    expect(took).toBeLessThan(1_000);
    expect(service.asked).toHaveLength(1);
  });

  test('ends with it in the middle of the wait before another try', async () => {
    service.script(...Array.from({ length: 10 }, () => refusal('ThrottlingException')));
    const client = new SecretsManagerClient({ ...clientSettings(), maxAttempts: 8 });
    const took = await elapsed(() =>
      withDeadline(AbortSignal.timeout(60), () =>
        expect(client.send(ASK)).rejects.toMatchObject({ name: expect.stringMatching(/Throttling|Abort/) }),
      ),
    );
    expect(took).toBeLessThan(1_000);
  });

  test('is not begun when the time is over', async () => {
    const over = AbortSignal.abort(new Error('over'));
    const client = new SecretsManagerClient(clientSettings());
    await expect(withDeadline(over, () => client.send(ASK))).rejects.toMatchObject({ name: 'AbortError' });
    expect(service.asked).toHaveLength(0);
  });

  test('still heeds the signal that its caller gave', async () => {
    service.script('silence');
    const client = new SecretsManagerClient(clientSettings());
    const calling = withDeadline(AbortSignal.timeout(5_000), () =>
      client.send(ASK, { abortSignal: AbortSignal.timeout(30) }),
    );
    await expect(calling).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('leaves the next one its connection and its time', async () => {
    service.script('silence', { body: { SecretString: 'given' } });
    const client = new SecretsManagerClient(clientSettings());
    await withDeadline(AbortSignal.timeout(30), () => client.send(ASK)).catch(() => undefined);
    expect(await withDeadline(AbortSignal.timeout(5_000), () => client.send(ASK))).toMatchObject({
      SecretString: 'given',
    });
  });

  test('is the same for the table, through its document client', async () => {
    service.script('silence', 'silence');
    const table = new DynamoDBClient(tableClientSettings());
    const Key = { PK: { S: 'p' }, SK: { S: 's' } };
    const documents = DynamoDBDocumentClient.from(table);
    const took = await elapsed(() =>
      withDeadline(AbortSignal.timeout(50), () =>
        Promise.all([
          expect(table.send(new GetItemCommand({ TableName: 't', Key }))).rejects.toThrow('Request aborted'),
          expect(documents.send(new GetCommand({ TableName: 't', Key: { PK: 'p', SK: 's' } }))).rejects.toThrow(
            'Request aborted',
          ),
        ]),
      ),
    );
    expect(took).toBeLessThan(1_000);
  });

  test('holds for many calls at once without a word of warning', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warn);
    const client = new SecretsManagerClient(clientSettings());
    service.script(...Array.from({ length: 30 }, () => 'silence' as const));
    await withDeadline(AbortSignal.timeout(60), () =>
      Promise.allSettled(Array.from({ length: 30 }, () => client.send(ASK))),
    );
    await sleep(5);
    process.off('warning', warn);
    expect(warnings).toEqual([]);
  });
});
