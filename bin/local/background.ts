// The second thread of one machine: streams, queues, missions and schedules. The first serves HTTP, so that a burst
// of webhooks is acknowledged while this one works.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { openEngine } from '@bos/embedded/asl/engine';
import { createEmbeddedMissionRunner } from '@bos/embedded/asl/mission-runner';
import { loadStateMachine } from '@bos/embedded/asl/state-machine';
import { startConsumer } from '@bos/embedded/queue/consumer';
import { queueSchedules, startSchedules } from '@bos/embedded/queue/schedules';
import { startDispatch } from '@bos/embedded/runtime/dispatch';
import { invokerByName } from '@bos/embedded/runtime/invoke';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import { DAY, systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { systemTimers } from '@bos/kernel/timers';
import * as z from 'zod';
import { CATALOG } from '../../functions/catalog.ts';
import { embeddedPorts } from '../../functions/ports/embedded-ports.ts';
import { substitutionName } from '../../lib/mission-substitutions.ts';
import { nudgeTaken, type Pressure, yielding } from './acknowledgements-first.ts';
import { deploy } from './deployed-functions.ts';
import { openLocalLog } from './local-log.ts';
import { openLocalQueues, queueSender, UNROUTED } from './local-queues.ts';
import { ROOT } from './settings.ts';
import { tableConnection } from './table-connection.ts';

const settings = z
  .object({
    dataDir: z.string(),
    tableEndpoint: z.object({ url: z.string(), own: z.boolean() }),
    tableName: z.string(),
    keyFile: z.string(),
    documents: z.object({ folder: z.string(), secret: z.instanceof(Uint8Array) }),
    devices: z.object({
      webhookSecret: z.string(),
      homeAssistant: z.object({ url: z.string(), token: z.string() }).optional(),
    }),
    pressure: z.custom<Pressure>((value) => value instanceof Int32Array),
    whatsapp: z.object({
      appSecret: z.string(),
      verifyToken: z.string(),
      accessToken: z.string(),
      graphUrl: z.string(),
    }),
  })
  .parse(workerData);

/** Tasks of missions in flight at once: more only stand in line for the one engine of the table. */
const MISSION_CONCURRENCY = 8;
/** A finished execution is kept as Step Functions keeps it. */
const EXECUTION_KEPT = 90 * DAY;

const log = openLocalLog(settings.dataDir);
const ids = ulidSource(systemClock);
const deps = { clock: systemClock, timers: systemTimers, ids, log };
const queues = openLocalQueues(settings.dataDir);
// What was in hand when the process was killed need not wait for its visibility time-out: nobody else has it.
queues.releaseAbandoned();

// Functions, state machine and readers need one another: each is only called once all of them stand.
let nudge = (): void => {};
const ports = embeddedPorts({
  ...settings,
  connection: tableConnection(settings.tableEndpoint),
  root: ROOT,
  log,
  queues: queueSender(queues),
  missions: createEmbeddedMissionRunner(() => engine),
  schedules: queueSchedules(queues),
  onWrite: () => nudge(),
});
const functions = (
  await deploy(
    CATALOG.filter(({ trigger }) => trigger.kind !== 'http'),
    ports,
  )
).map((deployed) =>
  // Nothing stands in front of a danger.
  deployed.definition.name === 'queue-emergency' ? deployed : yielding(deployed, settings.pressure, systemTimers),
);
const engine = openEngine({
  databasePath: join(settings.dataDir, 'missions.db'),
  stateMachine: loadStateMachine(
    readFileSync(join(ROOT, 'lib', 'workflows', 'mission.asl.json'), 'utf8'),
    Object.fromEntries(functions.map(({ definition: { name } }) => [substitutionName(name), name])),
  ),
  invoke: invokerByName(functions, deps),
  concurrency: MISSION_CONCURRENCY,
  onFault: (error) => log.error('missions.journal', error),
  ...deps,
});

const dispatch = await startDispatch({
  ...deps,
  functions,
  stream: {
    streamsClient: new DynamoDBStreamsClient(tableConnection(settings.tableEndpoint)),
    tableName: settings.tableName,
    checkpoints: openCheckpoints(join(settings.dataDir, 'streams.db')),
    onPoison: async (functionName, record, error) => {
      log.error('stream.record_given_up', error, { function: functionName });
      queues.send(UNROUTED, { body: JSON.stringify(record) });
    },
  },
  startConsumer: (options) => startConsumer({ queues, ...options }),
  waiting: (queue) => {
    const { visible, inFlight } = queues.depths(queue);
    return visible + inFlight;
  },
});
nudge = dispatch.nudge;
engine.resume();
const schedules = startSchedules({ queues, timers: systemTimers, onFault: (error) => log.error('schedules', error) });
engine.prune(new Date(systemClock.now().getTime() - EXECUTION_KEPT));
// What is costly to load is ready before the first message needs it.
const [understand, detectEmergency] = await Promise.all([
  ports.language.understand(),
  ports.language.detectEmergency(),
]);
understand('Bom dia! Podem abrir o portão?');
detectEmergency('Bom dia!');

parentPort?.on('message', async (message: unknown) => {
  if (message === 'nudge') {
    nudgeTaken(settings.pressure);
    nudge();
  }
  if (message !== 'stop') return;
  schedules.stop();
  await dispatch.stop();
  await engine.close();
  queues.close();
  parentPort?.postMessage('stopped');
  parentPort?.close();
});
parentPort?.postMessage('ready');
