import { describeQueue } from '@bos/testing/queue-contract';
import { afterAll, beforeAll } from 'vitest';
import { openSqsQueue } from './adapters/sqs-queue.ts';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { type LocalStack, startLocalStack } from './launcher/localstack.ts';

/** Five minutes, shortened: nothing else about the queue depends on it. */
const DEDUPLICATION_SECONDS = 4;

let localStack: LocalStack | undefined;

beforeAll(async () => {
  localStack = await startLocalStack({ deduplicationSeconds: DEDUPLICATION_SECONDS });
  pointAwsAt(localStack.endpoint);
});

afterAll(() => localStack?.stop());

describeQueue('SQS (LocalStack)', openSqsQueue, DEDUPLICATION_SECONDS);
