import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openLocalDocuments } from '@bos/embedded/documents/local-documents';
import { createTable } from '@bos/embedded/engine/create-table';
import { freePort } from '@bos/embedded/engine/free-port';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { startGateway } from '@bos/embedded/gateway/gateway';
import { type LocalIdentity, openLocalIdentity } from '@bos/embedded/identity/identity';
import { routesOf } from '@bos/embedded/runtime/dispatch';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import { type Clock, systemClock } from '@bos/kernel/clock';
import { type IdSource, ulidSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import { systemTimers, type Timers } from '@bos/kernel/timers';
import { ATTRIBUTES, createTableInput } from '@bos/table/definition';
import { CATALOG } from '../../functions/catalog.ts';
import { embeddedPorts, localTableClient } from '../../functions/ports/embedded-ports.ts';
import type { Ports } from '../../functions/ports/ports.ts';
import { counting, createPressure, nudgeOnce, nudgeTaken } from './acknowledgements-first.ts';
import { deploy } from './deployed-functions.ts';
import { openLocalLog, rotateLog } from './local-log.ts';
import { openLocalQueues, queueSender } from './local-queues.ts';
import { OperatorError } from './operator-error.ts';
import { refusedPorts } from './refused-ports.ts';
import { forgetRunning, noteRunning } from './running.ts';
import { deviceSettings, documentSettings, whatsappSecrets } from './secrets.ts';
import { hasSimulator, publicUrlOf, ROOT, type Settings } from './settings.ts';
import { createSite } from './site.ts';
import { type TableEndpoint, tableConnection } from './table-connection.ts';

/** The environment's name in the table's: one machine has one. */
export const LOCAL_TABLE = 'bos-data-local';

export interface System {
  readonly url: string;
  readonly ports: Ports;
  readonly identity: LocalIdentity;
  stop(): Promise<void>;
}

/** The gateway's functions send, and neither schedule nor start: timers and missions are the other thread's. */
const REFUSED = refusedPorts('A function of the gateway has no right to schedules or missions.');

/** What every part of one machine is given. */
interface LocalDependencies {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly log: Log;
}

async function startEngine(
  settings: Settings,
  deps: LocalDependencies,
): Promise<{ readonly endpoint: TableEndpoint; stop(): Promise<void> }> {
  const named = settings.tableEndpoint;
  if (named !== undefined) return { endpoint: { url: named, own: false }, stop: async () => {} };
  const checkpoints = openCheckpoints(join(settings.dataDir, 'streams.db'));
  const engine = await startTableEngine({
    dataDir: settings.dataDir,
    tableName: LOCAL_TABLE,
    acknowledged: () => checkpoints.acknowledged(['stream-router']),
    ...deps,
  });
  return { endpoint: { url: engine.endpoint, own: true }, stop: engine.stop };
}

/** Starts the background thread and waits until it is ready. */
function startBackground(workerData: object, log: Log): Promise<Worker> {
  const worker = new Worker(new URL('./background.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.off('error', reject);
      // Without its second thread the system would take messages and do nothing: better to stop and be started anew.
      worker.on('error', (error) => {
        log.error('background.died', error);
        process.exit(1);
      });
      resolve(worker);
    });
  });
}

async function stopBackground(worker: Worker): Promise<void> {
  const stopped = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage('stop');
  await stopped;
  await worker.terminate();
}

/** Starts everything on this machine; what had started is stopped again when something fails. Throws OperatorError. */
export async function startSystem(settings: Settings): Promise<System> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    return { ...(await startParts(settings, (each) => stops.push(each))), stop };
  } catch (error) {
    await stop();
    throw isPortTaken(error) ? new OperatorError(`Port ${settings.port} is taken: name another with PORT.`) : error;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** The table's engine, the background thread, the gateway, in this order. */
async function startParts(
  settings: Settings,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Omit<System, 'stop'>> {
  const { dataDir, host } = settings;
  rotateLog(dataDir);
  const log = openLocalLog(dataDir);
  const deps: LocalDependencies = { clock: systemClock, timers: systemTimers, ids: ulidSource(systemClock), log };
  const secrets = whatsappSecrets(settings);
  const engine = await startEngine(settings, deps);
  onStop(engine.stop);
  await createTable({
    client: localTableClient(tableConnection(engine.endpoint)),
    definition: createTableInput(LOCAL_TABLE),
    timeToLiveAttribute: ATTRIBUTES.timeToLive,
  });

  // The addresses of the simulator and of the issuer are this system's own: the port must be known before.
  const port = settings.port === 0 ? await freePort() : settings.port;
  const url = `http://${host}:${port}`;
  const shared = {
    dataDir,
    tableEndpoint: engine.endpoint,
    tableName: LOCAL_TABLE,
    keyFile: join(dataDir, 'secrets', 'master.key'),
    documents: documentSettings(dataDir),
    devices: deviceSettings(settings),
    whatsapp: { ...secrets, graphUrl: settings.whatsapp.graphUrl ?? `${url}/simulator/graph` },
  };
  const pressure = createPressure();
  const queues = openLocalQueues(dataDir);
  onStop(async () => queues.close());
  let background: Worker | undefined;
  const ports = embeddedPorts({
    ...shared,
    connection: tableConnection(engine.endpoint),
    root: ROOT,
    log,
    ...REFUSED,
    publicUrl: publicUrlOf(settings, url),
    queues: queueSender(queues),
    onWrite: () => nudgeOnce(pressure, () => background?.postMessage('nudge')),
  });
  // Before two threads and many messages ask for it at once.
  await ports.keys.dataKey({ kind: 'platform' });

  const identity = await openLocalIdentity({ dataDir, issuer: url, ...deps });
  onStop(async () => identity.close());
  const [worker, functions, site] = await Promise.all([
    startBackground({ ...shared, pressure }, log),
    deploy(
      CATALOG.filter(({ trigger }) => trigger.kind === 'http'),
      ports,
    ),
    createSite({
      withSimulator: hasSimulator(settings),
      dataDir,
      url,
      appSecret: secrets.appSecret,
      accessToken: secrets.accessToken,
      identity,
      documents: openLocalDocuments({ ...shared.documents, ...deps }),
      ...deps,
    }),
  ]);
  background = worker;
  // Writes before this moment had nobody to tell; the reader has begun with them by itself.
  nudgeTaken(pressure);
  onStop(() => stopBackground(worker));
  const gateway = await startGateway({
    ...deps,
    host,
    port,
    routes: routesOf(
      functions.map((deployed) =>
        deployed.definition.name === 'webhook-whatsapp' ? counting(deployed, pressure) : deployed,
      ),
    ),
    verifyToken: identity.verifyToken,
    extra: site,
  });
  onStop(gateway.close);
  noteRunning(dataDir, { pid: process.pid, url, tableEndpoint: engine.endpoint });
  onStop(async () => forgetRunning(dataDir));
  return { url, ports, identity };
}
