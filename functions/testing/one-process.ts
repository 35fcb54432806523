import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MediaLookup } from '@bos/conversations/media/media-source';
import { openEngine } from '@bos/embedded/asl/engine';
import { createEmbeddedMissionRunner } from '@bos/embedded/asl/mission-runner';
import { loadStateMachine } from '@bos/embedded/asl/state-machine';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { openQueues } from '@bos/embedded/queue/queues';
import { queueSchedules } from '@bos/embedded/queue/schedules';
import { failedReceipts, sqsEvent } from '@bos/embedded/runtime/sqs-event';
import { signatureOf } from '@bos/http/signed-body';
import { chunksOf } from '@bos/kernel/chunks';
import { MINUTE } from '@bos/kernel/clock';
import { passesFilter } from '@bos/kernel/event-pattern';
import { sha256 } from '@bos/kernel/hash';
import { silentLog } from '@bos/kernel/log';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import type { APIGatewayProxyEventV2, DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { vi } from 'vitest';
import { build as buildAdvance } from '../missions/advance.ts';
import { build as buildCompensate } from '../missions/compensate.ts';
import { build as buildConclude } from '../missions/conclude.ts';
import { build as buildExecuteStep } from '../missions/execute-step.ts';
import { build as buildPlan } from '../missions/plan.ts';
import { build as buildValidate } from '../missions/validate.ts';
import { offlineLanguage } from '../ports/language-ports.ts';
import type { Ports } from '../ports/ports.ts';
import { tablePorts } from '../ports/table-ports.ts';
import { QUEUES } from '../queue-definitions.ts';
import { build as buildDevices } from '../queues/devices.ts';
import { build as buildInbound } from '../queues/inbound.ts';
import { build as buildMedia } from '../queues/media.ts';
import { build as buildMissions } from '../queues/missions.ts';
import { build as buildOutbound } from '../queues/outbound.ts';
import { build as buildTimers } from '../queues/timers.ts';
import { build as buildReconcile } from '../schedules/reconcile-access.ts';
import { build as buildSweep } from '../schedules/sweep.ts';
import { ROUTED_PATTERNS } from '../streams/routed-changes.ts';
import { build as buildRouter } from '../streams/router.ts';
import { build as buildWebhook } from '../webhooks/whatsapp.ts';
import { recordedTable } from './recorded-changes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MISSION = readFileSync(new URL('../../lib/workflows/mission.asl.json', import.meta.url), 'utf8');
const PICTURE = new TextEncoder().encode('a picture');
const BATCH = 100;

const APP_SECRET = 'one-process-not-secret';

async function* picture(): AsyncGenerator<Uint8Array> {
  yield PICTURE;
}

function posted(body: string, at: Date): APIGatewayProxyEventV2 {
  const path = '/webhooks/whatsapp';
  return {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'x-hub-signature-256': signatureOf(Buffer.from(body), APP_SECRET) },
    body,
    isBase64Encoded: false,
    requestContext: {
      accountId: '1',
      apiId: '1',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: '1',
      routeKey: `POST ${path}`,
      stage: '$default',
      time: '',
      timeEpoch: at.getTime(),
    },
  };
}

/**
 * The demo building with all functions that a message passes, in one process under a virtual clock. Queues, state machine
 * and functions are the real ones; table, documents, WhatsApp and time are fakes. Nothing moves by itself: the stream is
 * on only where `route` is called, and the sweep comes only when it is asked for.
 */
export async function oneProcess() {
  const clock = virtualClock();
  const memory = recordedTable({ clock });
  const { client, tableName, keyStore, changes } = memory;
  const ids = seededIds(clock);
  const { metrics } = recordedMetrics();
  const queues = openQueues({ databasePath: ':memory:', clock, ids });
  for (const { name, visibilitySeconds, maxReceives } of Object.values(QUEUES)) {
    queues.create(`${name}-dead`, { fifo: true });
    queues.create(name, { fifo: true, visibilitySeconds, maxReceives, deadLetterQueue: `${name}-dead` });
  }
  const sent: string[] = [];
  const fetched: string[] = [];
  const faults: unknown[] = [];
  const started = new Set<string>();

  const runner = createEmbeddedMissionRunner(() => engine);
  const ports: Ports = {
    ...tablePorts({ client, tableName, keyStore, wrapper: testKeyWrapper, clock, timers: clock.timers }),
    clock,
    timers: clock.timers,
    ids,
    metrics,
    log: { ...silentLog, error: (_event, error) => void faults.push(error) },
    queues: {
      send: async (queue, messages) =>
        void queues.sendBatch(
          queue,
          messages.map(({ body, group, deduplicationId }) => ({ body, groupId: group, deduplicationId })),
        ),
    },
    missions: {
      ...runner,
      start: (missionId, input) => runner.start(missionId, input).then(() => void started.add(missionId)),
    },
    schedules: queueSchedules(queues),
    deviceSettings: { webhookSecret: async () => undefined, homeAssistant: async () => undefined },
    documents: createMemoryDocuments({ clock }),
    whatsapp: {
      appSecret: async () => APP_SECRET,
      verifyToken: async () => undefined,
      sender: {
        async send({ callbackData }) {
          sent.push(callbackData);
          return { kind: 'accepted', providerMessageId: `wamid.ours.${sent.length}` };
        },
      },
      media: {
        async find(mediaId): Promise<MediaLookup> {
          fetched.push(mediaId);
          const open = async () => ({ kind: 'opened', stream: picture() }) as const;
          return {
            kind: 'found',
            media: { mimeType: 'image/png', bytes: PICTURE.length, sha256: sha256(PICTURE), open },
          };
        },
      },
    },
    language: offlineLanguage(ROOT),
  };
  await seedDemo(ports, clock.now());

  const steps: Readonly<Record<string, (payload: unknown) => Promise<unknown>>> = {
    MissionPlan: buildPlan(ports),
    MissionValidate: buildValidate(ports),
    MissionAdvance: buildAdvance(ports),
    MissionExecuteStep: buildExecuteStep(ports),
    MissionCompensate: buildCompensate(ports),
    MissionConclude: buildConclude(ports),
  };
  const engine = openEngine({
    databasePath: ':memory:',
    stateMachine: loadStateMachine(MISSION, Object.fromEntries(Object.keys(steps).map((name) => [name, name]))),
    invoke: async (name, payload) => JSON.parse(JSON.stringify((await steps[name]?.(payload)) ?? null)),
    clock,
    ids,
    timers: clock.timers,
    concurrency: 8,
  });

  const inbound = buildInbound(ports);
  const consumers: Readonly<Record<string, (event: SQSEvent) => Promise<unknown>>> = {
    [QUEUES.inbound.name]: inbound,
    [QUEUES.emergency.name]: inbound,
    [QUEUES.outbound.name]: buildOutbound(ports),
    [QUEUES.media.name]: buildMedia(ports),
    [QUEUES.missions.name]: buildMissions(ports),
    [QUEUES.timers.name]: buildTimers(ports),
    [QUEUES.devices.name]: buildDevices(ports),
  };
  const router = buildRouter(ports);
  const webhook = buildWebhook(ports);
  const handled: Record<string, number> = {};

  async function consume(): Promise<boolean> {
    let moved = false;
    queues.sendDue();
    for (const [queue, consumer] of Object.entries(consumers)) {
      for (let messages = queues.receive(queue, 10, { oneGroup: true }); messages.length > 0; ) {
        moved = true;
        handled[queue] = (handled[queue] ?? 0) + messages.length;
        const failed = new Set(failedReceipts(await consumer(sqsEvent(queue, messages)), messages));
        const receipts = messages.map(({ receipt }) => receipt);
        queues.settle(
          queue,
          receipts.filter((receipt) => !failed.has(receipt)),
          [...failed].map((receipt) => ({ receipt, delaySeconds: 1, counted: true })),
        );
        messages = queues.receive(queue, 10, { oneGroup: true });
      }
    }
    return moved;
  }

  const isRunning = () => [...started].some((missionId) => engine.describe(missionId).status === 'RUNNING');

  return {
    ...ports,
    clock,
    changes,
    items: memory.items,
    /** The ids of messages of ours as they were given to WhatsApp, and those of the files that were asked for. */
    sent,
    fetched,
    /** What was logged as an error. */
    faults,
    /** Deliveries from each queue. */
    handled,
    /** Gives a body to the webhook, signed; says the status that it answers. */
    post: async (body: string): Promise<number | undefined> => (await webhook(posted(body, clock.now()))).statusCode,
    sweep: buildSweep(ports),
    reconcile: buildReconcile(ports),
    /** Hands changes to the router as its event source would. */
    async route(records: readonly DynamoDBRecord[]): Promise<void> {
      const kept = records.filter((record) => passesFilter(ROUTED_PATTERNS, record));
      for (const Records of chunksOf(kept, BATCH)) await router({ Records });
    },
    /** Lets the queues' functions and the missions work until neither has anything to do. A few virtual seconds at most. */
    async work(): Promise<void> {
      const deadline = clock.now().getTime() + MINUTE;
      while ((await consume()) || isRunning()) {
        if (clock.now().getTime() > deadline) throw new Error('the work does not come to an end');
        for (let turn = 0; turn < 50 && isRunning(); turn++) await new Promise((resolve) => setImmediate(resolve));
        // What is loaded at its first use takes real time: not that of the clock.
        await vi.dynamicImportSettled();
        if (isRunning()) await clock.advance(1_000);
      }
    },
    dead: () => Object.values(QUEUES).reduce((sum, { name }) => sum + queues.depths(name).dead, 0),
    async close(): Promise<void> {
      await engine.close();
      queues.close();
    },
  };
}
