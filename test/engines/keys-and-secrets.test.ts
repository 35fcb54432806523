import { randomUUID } from 'node:crypto';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { ValueReader } from '@bos/aws/cached-values';
import { clientSettings } from '@bos/aws/client-settings';
import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createParameterReader } from '@bos/aws/parameters';
import { createSecretReader } from '@bos/aws/secrets';
import type { Clock } from '@bos/kernel/clock';
import { virtualClock } from '@bos/testing/clocks';
import { describeKeyWrapper } from '@bos/testing/key-wrapper-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

const SECOND = 1_000;
let localStack: LocalStack | undefined;
let secrets: SecretsManagerClient;
let parameters: SSMClient;

beforeAll(async () => {
  localStack = await startLocalStack();
  pointAwsAt(localStack.endpoint);
  secrets = new SecretsManagerClient(clientSettings());
  parameters = new SSMClient(clientSettings());
});

afterAll(async () => {
  secrets?.destroy();
  parameters?.destroy();
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

/** A service that keeps values for the operator, and our reader of it. */
interface Keeper {
  open(clock: Clock): ValueReader;
  /** Makes a value, or only the place for one, and gives the name to read it by. */
  create(value?: string): Promise<string>;
  give(name: string, value: string): Promise<unknown>;
}

const secretsManager: Keeper = {
  open: createSecretReader,
  async create(value) {
    const { ARN = '' } = await secrets.send(
      new CreateSecretCommand({ Name: randomUUID(), ...(value !== undefined && { SecretString: value }) }),
    );
    return ARN;
  },
  give: (arn, value) => secrets.send(new PutSecretValueCommand({ SecretId: arn, SecretString: value })),
};

const parameterStore: Keeper = {
  open: createParameterReader,
  async create(value) {
    const name = `/bos/test/${randomUUID()}`;
    if (value !== undefined) await parameterStore.give(name, value);
    return name;
  },
  give: (Name, Value) => parameters.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true })),
};

describe.each([
  ['secrets on Secrets Manager (LocalStack)', secretsManager],
  ['parameters on Parameter Store (LocalStack)', parameterStore],
] as const)('%s', (_name, { open, create, give }) => {
  test('a changed value is picked up after five minutes, and not asked for before', async () => {
    const clock = virtualClock();
    const read = open(clock);
    const name = await create('old');
    expect(await read(name)).toBe('old');
    await give(name, 'new');
    await clock.advance(299 * SECOND);
    expect(await read(name)).toBe('old');
    await clock.advance(1 * SECOND);
    expect(await read(name)).toBe('new');
  });

  test('each value is remembered for itself', async () => {
    const read = open(virtualClock());
    const [one, other] = await Promise.all([create('one'), create('other')]);
    expect([await read(one), await read(other), await read(one)]).toEqual(['one', 'other', 'one']);
  });

  test('what nobody has given a value has none, until somebody does', async () => {
    const clock = virtualClock();
    const read = open(clock);
    const name = await create();
    expect(await read(name)).toBeUndefined();
    await give(name, 'given');
    await clock.advance(300 * SECOND);
    expect(await read(name)).toBe('given');
  });

  test('a function without the right to it has none', async () => {
    expect(await open(virtualClock())(undefined)).toBeUndefined();
  });
});
