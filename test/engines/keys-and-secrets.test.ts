import { randomUUID } from 'node:crypto';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '@bos/aws/client-settings';
import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createSecretReader } from '@bos/aws/secrets';
import { virtualClock } from '@bos/testing/clocks';
import { describeKeyWrapper } from '@bos/testing/key-wrapper-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

const SECOND = 1_000;
let localStack: LocalStack | undefined;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  localStack = await startLocalStack();
  pointAwsAt(localStack.endpoint);
  secrets = new SecretsManagerClient(clientSettings());
});

afterAll(async () => {
  secrets?.destroy();
  await localStack?.stop();
});

async function newKey(): Promise<string> {
  const kms = new KMSClient(clientSettings());
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  kms.destroy();
  return KeyMetadata?.Arn ?? '';
}

describeKeyWrapper('KMS (LocalStack)', async () => {
  const [ours, theirs] = await Promise.all([newKey(), newKey()]);
  return { ours: createKmsKeyWrapper(() => ours), theirs: createKmsKeyWrapper(() => theirs) };
});

async function newSecret(value?: string): Promise<string> {
  const { ARN = '' } = await secrets.send(
    new CreateSecretCommand({ Name: randomUUID(), ...(value !== undefined && { SecretString: value }) }),
  );
  return ARN;
}
const give = (arn: string, value: string) =>
  secrets.send(new PutSecretValueCommand({ SecretId: arn, SecretString: value }));

describe('secrets on Secrets Manager (LocalStack)', () => {
  test('a rotated secret is picked up after five minutes, and not asked for before', async () => {
    const clock = virtualClock();
    const read = createSecretReader(clock);
    const arn = await newSecret('old');
    expect(await read(arn)).toBe('old');
    await give(arn, 'new');
    await clock.advance(299 * SECOND);
    expect(await read(arn)).toBe('old');
    await clock.advance(1 * SECOND);
    expect(await read(arn)).toBe('new');
  });

  test('each secret is cached for itself', async () => {
    const read = createSecretReader(virtualClock());
    const [one, other] = await Promise.all([newSecret('one'), newSecret('other')]);
    expect([await read(one), await read(other), await read(one)]).toEqual(['one', 'other', 'one']);
  });

  test('a secret to which nobody has given a value is none, until somebody does', async () => {
    const clock = virtualClock();
    const read = createSecretReader(clock);
    const arn = await newSecret();
    expect(await read(arn)).toBeUndefined();
    await give(arn, 'given');
    await clock.advance(300 * SECOND);
    expect(await read(arn)).toBe('given');
  });

  test('a function without the right to a secret has none', async () => {
    expect(await createSecretReader(virtualClock())(undefined)).toBeUndefined();
  });
});
