import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOG } from '../../../functions/catalog.ts';
import { bundleFunctions, type FunctionBundle } from '../../../lib/bundle.ts';
import { REGION, startLocalStack } from '../../engines/launcher/localstack.ts';
import { startMoto } from '../../engines/launcher/moto.ts';
import { startInvokeEndpoint } from '../../lambda-host/invoke-endpoint.ts';
import type { LambdaHost } from '../../lambda-host/lambda-host.ts';
import { SEED_FUNCTION } from './seed-function.ts';

/** What all systems of a test run have in common: what is dear to start, and holds many environments side by side. */
export interface SharedEngines {
  /** SQS, Step Functions, KMS, secrets and parameters. */
  readonly localStack: string;
  /** Cognito. */
  readonly moto: string;
  /** Of the catalog's functions and the seed. */
  readonly bundles: readonly FunctionBundle[];
  /** From now on Step Functions calls the functions of this host. */
  callTasksOf(host: LambdaHost): void;
}

let shared: Promise<SharedEngines> | undefined;

/**
 * Starts them at the first call in this process. They end with it: a process that runs all test files of a project has
 * them once.
 */
export function sharedEngines(): Promise<SharedEngines> {
  shared ??= start();
  return shared;
}

async function start(): Promise<SharedEngines> {
  let host: LambdaHost | undefined;
  const tasks = await startInvokeEndpoint({
    invoke(name, payload) {
      if (host === undefined) throw new Error('no functions are deployed yet');
      return host.invoke(name, payload);
    },
    region: REGION,
    ids: { next: randomUUID },
  });
  const outputFolder = mkdtempSync(join(tmpdir(), 'bos-bundles-'));
  removeAfterUs(outputFolder);
  const [localStack, moto, bundles] = await Promise.all([
    startLocalStack({ lambdaEndpoint: tasks.url }),
    startMoto(),
    bundleFunctions({ catalog: [...CATALOG, SEED_FUNCTION], outputFolder }),
  ]);
  return {
    localStack: localStack.endpoint,
    moto: moto.endpoint,
    bundles,
    callTasksOf(next) {
      host = next;
    },
  };
}

/**
 * Vitest ends its processes with SIGTERM and, half a second later, SIGKILL: too early to remove a thousand files. A
 * shell that waits for the end of its input, which we hold, outlives us by that.
 */
function removeAfterUs(folder: string): void {
  const parameters = ['-c', 'cat >/dev/null; rm -rf "$0"', folder];
  spawn('/bin/sh', parameters, { stdio: ['pipe', 'ignore', 'ignore'], detached: true }).unref();
}
