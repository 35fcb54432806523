import { setTimeout as sleep } from 'node:timers/promises';
import { startTableEngine } from '@bos/embedded/engine/table-engine';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import { LOCAL_TABLE } from '../../bin/local/system.ts';
import { type GraphDouble, startGraphDouble } from '../support/graph-double.ts';
import { freshDataDir, removeDataDir, type SystemUnderTest, startSystemUnderTest } from '../support/system.ts';
import type { Target } from '../support/target.ts';
import { startTableProxy, type TableProxy } from './table-proxy.ts';
import { reportDeliveries } from './whatsapp-double.ts';

/** The whole system with weather before its table, and a WhatsApp that reports what was delivered. */
export interface WeatherWorld {
  readonly system: SystemUnderTest<Target>;
  readonly proxy: TableProxy;
  readonly graph: GraphDouble;
  /** The table without weather. */
  readonly table: { readonly endpoint: string; readonly name: string };
  close(): Promise<void>;
}

type Parts = Pick<WeatherWorld, 'system' | 'proxy' | 'table'>;
type OnClose = (close: () => unknown) => void;

async function onOneMachine(graphUrl: string, onClose: OnClose): Promise<Parts> {
  const [engineDir, dataDir] = [freshDataDir(), freshDataDir()];
  onClose(() => [engineDir, dataDir].forEach(removeDataDir));
  const deps = { clock: systemClock, timers: systemTimers, log: silentLog };
  const engine = await startTableEngine({ dataDir: engineDir, tableName: LOCAL_TABLE, ...deps });
  onClose(() => engine.stop());
  const proxy = await startTableProxy({ endpoint: engine.endpoint });
  onClose(() => proxy.close());
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'weather',
    AWS_SECRET_ACCESS_KEY: 'weather',
  };
  const system = await startSystemUnderTest({ dataDir, graphUrl, environment });
  onClose(() => system.stop());
  return { system, proxy, table: { endpoint: engine.endpoint, name: LOCAL_TABLE } };
}

async function onCloud(graphUrl: string, onClose: OnClose): Promise<Parts> {
  let front: Pick<Parts, 'proxy' | 'table'> | undefined;
  const system = await startSystemUnderTest({
    target: 'cloud',
    graphUrl,
    async frontOfTable(endpoint, name) {
      front = { table: { endpoint, name }, proxy: await startTableProxy({ endpoint }) };
      return front.proxy.url;
    },
  });
  if (front === undefined) throw new Error('nobody asked for the front of the table');
  const { proxy, table } = front;
  onClose(() => proxy.close());
  // The system's end is the end of its table.
  onClose(() => system.stop());
  onClose(() => proxy.letGo());
  return { system, proxy, table };
}

/** Starts everything in clear weather. */
export async function startWeatherWorld(target: Target): Promise<WeatherWorld> {
  const closes: (() => unknown)[] = [];
  const onClose: OnClose = (close) => closes.push(close);
  const close = async (): Promise<void> => {
    for (const each of closes.splice(0).toReversed()) await each();
  };
  try {
    const graph = await startGraphDouble();
    onClose(() => graph.close());
    const parts = await (target === 'cloud' ? onCloud : onOneMachine)(graph.url, onClose);
    const done = new AbortController();
    const reporting = reportDeliveries(graph, parts.system.url, done.signal);
    onClose(() => {
      done.abort();
      return reporting;
    });
    return { ...parts, graph, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Looks every second until the test holds or the patience, in milliseconds, is over; gives the last look. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean, patience: number): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (holds(seen) || performance.now() > end) return seen;
    await sleep(1_000);
  }
}
