import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '@bos/aws/client-settings';
import { createS3DocumentStorage } from '@bos/aws/s3-document-storage';
import { systemClock } from '@bos/kernel/clock';
import { describeDocumentStorage, type StorageUnderTest } from '@bos/testing/document-storage-contract';
import { afterAll, beforeAll } from 'vitest';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

let localStack: LocalStack | undefined;

beforeAll(async () => {
  localStack = await startLocalStack();
  pointAwsAt(localStack.endpoint);
});

afterAll(() => localStack?.stop());

async function openBucket(): Promise<StorageUnderTest> {
  const s3 = new S3Client(clientSettings());
  const Bucket = randomUUID();
  await s3.send(new CreateBucketCommand({ Bucket }));
  // As the stack makes it: every object is encrypted by KMS without being asked.
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true }],
      },
    }),
  );
  return {
    storage: createS3DocumentStorage({ bucket: () => Bucket, clock: systemClock }),
    fetch: (url, init) => fetch(url, init),
    pass: (seconds) => sleep(seconds * 1_000),
    close: async () => s3.destroy(),
  };
}

// LocalStack holds nobody against a bucket's policy, and of a form it checks the policy and not its signature: that one
// is checked beside the adapter, by AWS's published way to make it.
describeDocumentStorage('S3 (LocalStack)', openBucket, ['unsigned reading', 'signature of a form']);
