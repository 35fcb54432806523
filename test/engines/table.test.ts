import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '@bos/aws/client-settings';
import { createKmsKeyWrapper } from '@bos/aws/kms-key-wrapper';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { describeTable } from '@bos/testing/table-contract';
import { afterAll, beforeAll } from 'vitest';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

const clock = virtualClock();
let localStack: LocalStack | undefined;
let running: RunningTable | undefined;
let keyArn = '';

beforeAll(async () => {
  localStack = await startLocalStack();
  pointAwsAt(localStack.endpoint);
  running = await startTable('bos-data-engines');
  const kms = new KMSClient(clientSettings());
  keyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  kms.destroy();
});

afterAll(async () => {
  await running?.stop();
  await localStack?.stop();
});

describeTable('a DynamoDB engine with keys in KMS (LocalStack)', () => {
  if (running === undefined) throw new Error('the table does not run');
  const { client, tableName } = running;
  const keys = createKeyRing({
    store: createWrappedKeyStore(client, tableName, clock),
    wrapper: createKmsKeyWrapper(() => keyArn),
    clock,
  });
  return {
    table: createTable({ client, tableName, keys, clock }),
    clock,
    items: async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [],
  };
});
