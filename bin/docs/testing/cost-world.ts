import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutgoingMessage } from '@bos/conversations/whatsapp/whatsapp-sender';
import { openEngine } from '@bos/embedded/asl/engine';
import { loadStateMachine } from '@bos/embedded/asl/state-machine';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { passesFilter } from '@bos/kernel/event-pattern';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { silentLog } from '@bos/kernel/log';
import { silentMetrics } from '@bos/kernel/metrics';
import type { KeyWrapper } from '@bos/table/encryption/key-wrapper';
import { seededIds, virtualClock } from '@bos/testing/clocks';
import { createMemoryClient, type MemoryClient } from '@bos/testing/memory-client';
import { createMemoryDocuments } from '@bos/testing/memory-documents';
import { testKeyWrapper } from '@bos/testing/memory-table';
import { CATALOG } from '../../../functions/catalog.ts';
import { offlineLanguage } from '../../../functions/ports/language-ports.ts';
import type { Ports } from '../../../functions/ports/ports.ts';
import { tablePorts } from '../../../functions/ports/table-ports.ts';
import { placeholdersOf, substitutionName } from '../../../lib/mission-substitutions.ts';
import { deploy } from '../../local/deployed-functions.ts';
import { refusedPorts } from '../../local/refused-ports.ts';
import { ROOT } from '../../local/settings.ts';
import type { Usage } from '../cost-usage.ts';
import { postOf, queueEvent, SECRET, streamRecords } from './cost-events.ts';
import { meter } from './cost-meter.ts';

const byTrigger = (matches: (trigger: FunctionDefinition['trigger']) => boolean): string => {
  const found = CATALOG.find(({ trigger }) => matches(trigger));
  if (found === undefined) throw new Error('The catalog has no such function');
  return found.name;
};
const READERS = CATALOG.flatMap(({ name, trigger }) => (trigger.kind === 'stream' ? [{ name, ...trigger }] : []));
const readerOf = (queue: string): string => byTrigger((trigger) => trigger.kind === 'queue' && trigger.queue === queue);

/**
 * The demo building under the functions of the catalog, as AWS would set them off one by one, counting all that is
 * billed. Nothing is kept between two invocations: each reads its keys anew and has them unwrapped.
 */
export async function costWorld({
  memory = createMemoryClient(),
  onInvoke = () => {},
}: {
  readonly memory?: MemoryClient;
  /** Told the name of each function as it begins; one at a time. */
  readonly onInvoke?: (name: string) => void;
} = {}) {
  const clock = virtualClock();
  const ids = seededIds(clock);
  const language = offlineLanguage(ROOT);
  const documents = createMemoryDocuments({ clock });
  const definition = readFileSync(join(ROOT, 'lib', 'workflows', 'mission.asl.json'), 'utf8');
  let usage: Usage = emptyUsage();
  let work: (() => Promise<unknown>)[] = [];
  const sent: OutgoingMessage[] = [];

  const note = (more: Partial<Usage>): void => {
    usage = addUsage(usage, more);
  };
  const wrapper: KeyWrapper = {
    wrap: async (key, context) => {
      note({ keyRequests: 1 });
      return testKeyWrapper.wrap(key, context);
    },
    unwrap: async (key, context) => {
      note({ keyRequests: 1 });
      return testKeyWrapper.unwrap(key, context);
    },
  };

  async function invoke(name: string, event: unknown): Promise<unknown> {
    onInvoke(name);
    const metered = meter(memory);
    const ports: Ports = {
      clock,
      ids,
      timers: clock.timers,
      log: silentLog,
      metrics: silentMetrics,
      documents,
      deviceSettings: { webhookSecret: async () => undefined, homeAssistant: async () => undefined },
      language,
      ...tablePorts({ client: metered.client, tableName: 'bos-data-test', wrapper, clock, timers: clock.timers }),
      queues: {
        send: async (queue, messages) => {
          note({ queueMessages: messages.length });
          for (const message of messages) work.push(() => invoke(readerOf(queue), queueEvent(message, clock.now())));
        },
      },
      schedules: { schedule: async () => note({ schedules: 1 }), cancel: async () => undefined },
      missions: {
        ...refusedPorts('Nothing that is counted does that.').missions,
        start: async (missionId, input) => void work.push(() => runMission(missionId, input)),
      },
      whatsapp: {
        appSecret: async () => SECRET,
        verifyToken: async () => SECRET,
        media: { find: async () => ({ kind: 'absent' }) },
        sender: {
          send: async (message) => {
            sent.push(message);
            note({ replies: 1 });
            return { kind: 'accepted', providerMessageId: `wamid.out.${sent.length}` };
          },
        },
      },
    };
    const [deployed] = await deploy(
      CATALOG.filter((entry) => entry.name === name),
      ports,
    );
    if (deployed === undefined) throw new Error(`The catalog has no ${name}`);
    const result: unknown = await Reflect.apply(deployed.handler, undefined, [event]);
    note({ invocations: { [name]: 1 }, ...metered.used });
    for (const { name: reader, patterns } of READERS) {
      for (const batch of metered.changes) {
        const Records = streamRecords(batch).filter((record) => passesFilter(patterns, record));
        if (Records.length > 0) work.push(() => invoke(reader, { Records }));
      }
    }
    return result;
  }

  async function runMission(missionId: string, input: object): Promise<void> {
    const functions = new Map(
      CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step').map(({ name }) => [
        substitutionName(name),
        name,
      ]),
    );
    const engine = openEngine({
      databasePath: ':memory:',
      stateMachine: loadStateMachine(definition, Object.fromEntries(placeholdersOf(definition).map((n) => [n, n]))),
      invoke: async (name, payload) => {
        const result = await invoke(functions.get(name) ?? name, payload);
        return result === undefined ? null : JSON.parse(JSON.stringify(result));
      },
      clock,
      ids,
      timers: clock.timers,
      concurrency: 1,
    });
    await engine.start(missionId, input);
    while (engine.describe(missionId).status === 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
    if (engine.describe(missionId).status !== 'SUCCEEDED') throw new Error('The mission failed');
    const entered = engine.history(missionId).filter(({ type }) => type.endsWith('StateEntered')).length;
    // Step Functions counts the start and the end as well.
    note({ executions: 1, transitions: entered + 2 });
    await engine.close();
  }

  async function settle(): Promise<void> {
    while (work.length > 0) {
      const [next, ...rest] = work;
      work = rest;
      await next?.();
    }
  }

  const post = (value: object): Promise<unknown> => invoke('webhook-whatsapp', postOf(value, clock.now()));

  const seeding = tablePorts({ client: memory.client, tableName: 'bos-data-test', wrapper, clock });
  await seedDemo(seeding, clock.now());

  return {
    sent,
    table: seeding.table,
    /** What one webhook sets off, delivery reports of its replies included. */
    async measure(value: object): Promise<Usage> {
      usage = emptyUsage();
      const first = sent.length;
      await post(value);
      await settle();
      for (const [position, { callbackData }] of sent.slice(first).entries()) {
        for (const status of ['sent', 'delivered', 'read']) {
          await clock.advance(1_000);
          const id = `wamid.out.${first + position + 1}`;
          await post({
            statuses: [{ id, status, biz_opaque_callback_data: callbackData, recipient_id: '5511900000301' }],
          });
          await settle();
        }
      }
      return usage;
    },
    /** What one sweep reads when nothing is pending. */
    async sweep(): Promise<Usage> {
      usage = emptyUsage();
      await invoke('schedule-sweep', {});
      return usage;
    },
  };
}

function emptyUsage(): Usage {
  const none = {
    requests: 0,
    readUnits: 0,
    writeUnits: 0,
    queueMessages: 0,
    executions: 0,
    transitions: 0,
    schedules: 0,
  };
  return { invocations: {}, ...none, keyRequests: 0, replies: 0 };
}

function addUsage(usage: Usage, more: Partial<Usage>): Usage {
  const invocations = { ...usage.invocations };
  for (const [name, count] of Object.entries(more.invocations ?? {}))
    invocations[name] = (invocations[name] ?? 0) + count;
  const sum = (key: Exclude<keyof Usage, 'invocations'>): number => usage[key] + (more[key] ?? 0);
  return {
    invocations,
    requests: sum('requests'),
    readUnits: sum('readUnits'),
    writeUnits: sum('writeUnits'),
    queueMessages: sum('queueMessages'),
    executions: sum('executions'),
    transitions: sum('transitions'),
    schedules: sum('schedules'),
    keyRequests: sum('keyRequests'),
    replies: sum('replies'),
  };
}
