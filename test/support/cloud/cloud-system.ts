import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCognitoTokenVerifier } from '@bos/aws/cognito-token-verifier';
import { startGateway } from '@bos/embedded/gateway/gateway';
import { routesOf } from '@bos/embedded/runtime/dispatch';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import { epochSeconds, systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { jsonLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { CATALOG } from '../../../functions/catalog.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import { tableName } from '../../../lib/names.ts';
import { REGION } from '../../engines/launcher/localstack.ts';
import { createLambdaHost } from '../../lambda-host/lambda-host.ts';
import { createApiCaller } from '../api-caller.ts';
import { freshDataDir } from '../data-dir.ts';
import { startTable } from '../running-table.ts';
import type { Cloud } from '../system.ts';
import { APP_SECRET, DEVICE_SECRET, VERIFY_TOKEN } from '../webhook.ts';
import { createCloudAccount } from './cloud-account.ts';
import { depthsOf } from './cloud-queues.ts';
import { startTriggers } from './cloud-triggers.ts';
import { engineSettings } from './engine-settings.ts';
import { SEED_FUNCTION } from './seed-function.ts';
import { sharedEngines } from './shared-engines.ts';
import { signUpDemo } from './sign-ins.ts';
import { createUserPool } from './user-pool.ts';

export interface CloudOptions {
  readonly graphUrl?: string;
  /**
   * How long the queues hold back what a killed worker had in hand. Theirs are minutes, as AWS advises; a test that
   * waits for a second delivery cannot. One machine gives it back at its start.
   */
  readonly visibilitySeconds?: number;
  /** Stands between the functions and the table: takes the engine's endpoint and gives what they shall call. */
  readonly frontOfTable?: (endpoint: string, tableName: string) => Promise<string>;
}

/** What LocalStack plays. */
const LOCALSTACK_SERVICES = ['KMS', 'S3', 'SCHEDULER', 'SECRETS_MANAGER', 'SFN', 'SQS', 'SSM', 'STS'] as const;
/** Of one function: a burst of cold starts would only slow down two cores. */
const MOST_SANDBOXES = 3;
/** Nothing listens there: what is sent nowhere is refused at once. */
const NOWHERE = 'http://127.0.0.1:1';

/**
 * The system as it is deployed: the catalog's functions as bundles in sandboxes of their own, set off by what plays API
 * Gateway, SQS, DynamoDB's stream, EventBridge and Step Functions, with Cognito's tokens. Seeded with the demo.
 *
 * Where it is not as in an account:
 * - nobody asks for rights: roles are judged by the deployment's rehearsal;
 * - the table has one shard and indexes that are never stale, and nothing throttles;
 * - queues are not encrypted and forget nothing; one may hold work back for less than its definition says;
 * - a function has three sandboxes at most, so that a burst waits instead of starting fifty processes on two cores;
 * - a sign-in needs no second factor (see `user-pool.ts`), and Scheduler's times are watched for by the test.
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const dataDir = freshDataDir();
  const stops: (() => Promise<void> | void)[] = [() => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    return { ...(await startParts(options, dataDir, (each) => stops.push(each))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: CloudOptions,
  dataDir: string,
  onStop: (stop: () => Promise<void> | void) => void,
): Promise<Omit<Cloud, 'stop'>> {
  const lines: string[] = [];
  const deps = {
    clock: systemClock,
    timers: systemTimers,
    ids: ulidSource(systemClock),
    log: jsonLog((line) => lines.push(line), systemClock.now),
  };

  // Of its own, for the engines hold those of earlier test files too.
  const environment = `e${randomUUID().slice(0, 8)}`;
  const engines = await sharedEngines();
  const table = await startTable(tableName(environment));
  onStop(table.stop);
  const pool = await createUserPool(engines.moto, REGION);
  onStop(pool.close);
  const sqs = new SQSClient(engineSettings(engines.localStack));
  onStop(() => sqs.destroy());
  const [signIns, { surroundings, queues }, tableEndpoint] = await Promise.all([
    signUpDemo(pool),
    createCloudAccount({
      environment,
      catalog: CATALOG,
      queues: Object.values(QUEUES),
      table,
      tokenIssuer: pool.issuer,
      secrets: {
        'whatsapp-app-secret': APP_SECRET,
        'whatsapp-verify-token': VERIFY_TOKEN,
        'whatsapp-access-token': 'test-access-token-not-real',
        'device-webhook-secret': DEVICE_SECRET,
        'home-assistant': '{}',
      },
      parameters: { 'whatsapp-graph-url': options.graphUrl ?? NOWHERE },
      visibilitySeconds: options.visibilitySeconds,
      endpoint: engines.localStack,
      sqs,
    }),
    options.frontOfTable?.(table.endpoint, table.tableName) ?? table.endpoint,
  ]);

  const host = await createLambdaHost({
    catalog: [...CATALOG, SEED_FUNCTION],
    bundles: engines.bundles,
    surroundings,
    endpoints: {
      DYNAMODB: tableEndpoint,
      ...Object.fromEntries(LOCALSTACK_SERVICES.map((service) => [service, engines.localStack])),
    },
    mostSandboxes: MOST_SANDBOXES,
    onLine: (_function, line) => lines.push(line),
  });
  onStop(host.close);
  engines.callTasksOf(host);
  await host.call(SEED_FUNCTION.name, { subjects: signIns.subjects });

  const checkpoints = openCheckpoints(join(dataDir, 'checkpoints.db'));
  onStop(() => checkpoints.close());
  const triggers = await startTriggers({
    ...deps,
    host,
    queues,
    sqs,
    endpoint: engines.localStack,
    scheduleGroup: surroundings.schedules?.groupName,
    table,
    checkpoints,
  });
  onStop(triggers.stop);

  const verify = createCognitoTokenVerifier({ ...pool, clock: deps.clock });
  const gateway = await startGateway({
    ...deps,
    port: 0,
    routes: routesOf(host.functions),
    async verifyToken(token) {
      const claims = await verify(token);
      if (claims === undefined) return undefined;
      const { subject: sub, issuer: iss, issuedAt, tokenId: jti } = claims;
      return { sub, iss, iat: epochSeconds(issuedAt), ...(jti !== undefined && { jti }) };
    },
  });
  onStop(gateway.close);

  return {
    target: 'cloud',
    url: gateway.url,
    dataDir,
    ...createApiCaller(gateway.url, signIns.token),
    token: signIns.token,
    strangersToken: signIns.strangersToken,
    log: () => lines.join('\n'),
    queues: () =>
      Promise.all(Array.from(queues.values(), (queue) => depthsOf(sqs, queue, triggers.inHand(queue.name)))),
    routed: triggers.routed,
    crash: host.killSandboxes,
  };
}
