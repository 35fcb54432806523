import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { clientSettings } from '@bos/aws/client-settings';
import { ENVIRONMENT } from '@bos/aws/function-environment';
import { createS3ErasureLedger } from '@bos/aws/s3-erasure-ledger';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { createPersonStore } from '@bos/people/persons/person-store';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { describeErasureLedger } from '@bos/testing/erasure-ledger-contract';
import { describeKeyStore } from '@bos/testing/key-store-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { awsPorts } from '../../functions/ports/aws-ports.ts';
import { createKeysTable } from '../support/cloud/keys-table.ts';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, REGION, startLocalStack } from './launcher/localstack.ts';

const MARIA = '+55 11 90000-0301';
const KEYS = 'bos-keys-privacy';
const exec = promisify(execFile);
const bosFile = join(import.meta.dirname, '..', '..', 'bin', 'bos.ts');

let localStack: LocalStack;
let table: RunningTable;
let s3: S3Client;

beforeAll(async () => {
  [localStack, table] = await Promise.all([startLocalStack(), startTable('bos-data-privacy')]);
  await createKeysTable(table.endpoint, KEYS);
  pointAwsAt(localStack.endpoint);
  s3 = new S3Client(clientSettings());
});

afterAll(async () => {
  s3?.destroy();
  await table?.stop();
  await localStack?.stop();
});

/** As the stack makes it: what is in it cannot be changed or removed. */
async function lockedBucket(): Promise<string> {
  const Bucket = randomUUID();
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
      },
    }),
  );
  return Bucket;
}

const openLedger = (bucket: string) => createS3ErasureLedger({ bucket, ids: ulidSource(systemClock) });

describeErasureLedger('S3 (LocalStack)', async () => {
  const bucket = await lockedBucket();
  return () => openLedger(bucket);
});

describeKeyStore('a table of its own', async () => {
  const name = randomUUID();
  await createKeysTable(table.endpoint, name);
  return createWrappedKeyStore(table.client, name, systemClock);
});

test('what was noted in the ledger cannot be removed', async () => {
  const bucket = await lockedBucket();
  const entry = { userId: 'maria', buildingIds: ['demo'], senderHashes: [], startedAt: '2026-11-22T12:00:00.000Z' };
  await openLedger(bucket).note(entry);
  const { Versions: [version] = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  const { Key, VersionId } = version ?? {};
  await expect(s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  expect(await openLedger(bucket).entries()).toEqual([entry]);
});

describe('the commands on people’s data, with --aws', () => {
  const variables: Record<string, string> = {};

  beforeAll(async () => {
    const { KeyMetadata } = await new KMSClient(clientSettings()).send(new CreateKeyCommand({}));
    const documents = randomUUID();
    await s3.send(new CreateBucketCommand({ Bucket: documents }));
    Object.assign(variables, {
      AWS_ENDPOINT_URL: localStack.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      [ENVIRONMENT.tableName]: table.tableName,
      [ENVIRONMENT.keysTableName]: KEYS,
      [ENVIRONMENT.dataKeyArn]: KeyMetadata?.Arn ?? '',
      [ENVIRONMENT.documentsBucket]: documents,
      [ENVIRONMENT.erasuresBucket]: await lockedBucket(),
    });
    process.env.AWS_ENDPOINT_URL_DYNAMODB = table.endpoint;
    await seedDemo(openPorts(), systemClock.now());
  });

  /** A process of the deployed system that begins now. */
  const openPorts = () => awsPorts(variables);

  const bos = async (...parameters: readonly string[]): Promise<string> =>
    (await exec(process.execPath, [bosFile, ...parameters, '--aws'], { env: variables })).stdout;

  const nameOfMaria = async () => (await createPersonStore(openPorts().table).get('maria'))?.displayName;

  const exportSchema = z.object({ userId: z.string(), items: z.record(z.string(), z.array(z.unknown())) });

  test('name what they are not told of', async () => {
    const { [ENVIRONMENT.erasuresBucket]: _bucket, ...others } = variables;
    await expect(
      exec(process.execPath, [bosFile, 'erase', '--phone', MARIA, '--aws'], { env: others }),
    ).rejects.toThrow('ERASURES_BUCKET');
  });

  test('export everything about a person', async () => {
    const { userId, items } = exportSchema.parse(JSON.parse(await bos('export', '--phone', MARIA)));
    expect(userId).toBe('maria');
    expect(items.person).toMatchObject([{ displayName: await nameOfMaria() }]);
    expect(items.membership).toMatchObject([{ buildingId: 'demo' }]);
  });

  test('rotate every key, KMS’s among them, and everybody is still read', async () => {
    const name = await nameOfMaria();
    expect(name).toBeDefined();
    expect(await bos('rotate-keys', '--dry-run')).toContain('keeper');
    const told = await bos('rotate-keys');
    expect(told).toMatch(/keeper .*[1-9]\d* keys wrapped anew/);
    expect(told).toMatch(/building\/demo .*has a new key/);
    expect(await bos('rotate-keys', '--scope', 'person:maria')).toContain('person/maria');
    expect(await nameOfMaria()).toBe(name);
  });

  test('erase a person: no key is left in the table of the keys, and the ledger lies outside', async () => {
    await expect(bos('erase', '--phone', MARIA)).rejects.toThrow('--yes');
    expect(await bos('erase', '--phone', MARIA, '--yes')).toContain('Erased');
    const { keyStore } = openPorts();
    for (const scope of [{ kind: 'person' }, { kind: 'membership', buildingId: 'demo' }] as const)
      expect(await keyStore.read({ ...scope, userId: 'maria' })).toMatchObject({
        keys: [],
        erasedAt: expect.any(String),
      });
    expect(await nameOfMaria()).toBeUndefined();
    expect(await openLedger(variables[ENVIRONMENT.erasuresBucket] ?? '').entries()).toMatchObject([
      { userId: 'maria', buildingIds: ['demo'], completedAt: expect.any(String) },
    ]);
    expect(await bos('erase', '--phone', MARIA, '--yes')).toContain('Nobody is known');
    expect(await bos('erase', '--replay')).toContain('names: 1.');
  });

  test('and no wrapped key ever lay among the data', async () => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
    expect(Items.length).toBeGreaterThan(10);
    expect(Items.filter(({ type }) => type === 'wrapped_key')).toEqual([]);
  });
});
