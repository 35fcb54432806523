import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConformanceCase } from '@bos/embedded/asl/conformance/case';
import { flowCases } from '@bos/embedded/asl/conformance/flow-cases';
import { mapCases } from '@bos/embedded/asl/conformance/map-cases';
import { runCase } from '@bos/embedded/asl/conformance/run-case';
import { taskCases } from '@bos/embedded/asl/conformance/task-cases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pointAwsAt } from '../launcher/aws-environment.ts';
import { type LambdaEndpoint, startLambdaEndpoint } from '../launcher/lambda-endpoint.ts';
import { type LocalStack, startLocalStack } from '../launcher/localstack.ts';
import { DIFFERENCES } from './differences.ts';
import { onStepFunctions } from './on-step-functions.ts';
import { LONGEST_PAUSE_SECONDS } from './shortened.ts';

const CASES: readonly ConformanceCase[] = [...flowCases, ...taskCases, ...mapCases];

let lambda: LambdaEndpoint | undefined;
let localStack: LocalStack | undefined;

beforeAll(async () => {
  lambda = await startLambdaEndpoint();
  localStack = await startLocalStack({ lambdaEndpoint: lambda.url, longestPauseSeconds: LONGEST_PAUSE_SECONDS });
  pointAwsAt(localStack.endpoint);
});

afterAll(async () => {
  await localStack?.stop();
  await lambda?.close();
});

/** Elapsed times are not checked: the engine's pauses are cut. */
async function run(conformance: ConformanceCase): Promise<void> {
  if (lambda === undefined) throw new Error('the functions do not run');
  await runCase(conformance, onStepFunctions(lambda), false);
}

describe.concurrent('Amazon States Language on LocalStack', () => {
  test.each(CASES.filter(({ name }) => !DIFFERENCES.has(name)))('$name', run);

  // Once LocalStack does it right, the first expectation fails and the entry goes.
  test.each([...DIFFERENCES].map(([name, { reason, instead }]) => ({ name, reason, instead })))(
    '$name [differs: $reason]',
    async ({ name, instead }) => {
      const conformance = CASES.find((one) => one.name === name);
      if (conformance === undefined) throw new Error('there is no such case');
      await expect(run(conformance)).rejects.toThrow();
      await run({ ...conformance, expect: instead });
    },
  );
});

test('every difference is decided in docs/asl-differences.md', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs/asl-differences.md'), 'utf8');
  for (const name of DIFFERENCES.keys()) expect(document).toContain(name);
});
