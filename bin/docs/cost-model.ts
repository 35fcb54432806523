import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { INDEXES } from '@bos/table/definition';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { SWEEP_CONCURRENCY } from '../../functions/schedules/sweep.ts';
import { PRICES, type Priced } from './cost-prices.ts';
import { FAULT, QUESTION, SWEEP, type Usage } from './cost-usage.ts';

/** Guesses, every one of them. The page prints them all. */
export const ASSUMED = {
  conversationsPerBuildingAndDay: 4,
  daysPerMonth: 30,
  /** The busiest second against the mean of the month. */
  peakFactor: 20,
  buildingsPerNumber: 1,
  secondsPerInvocation: 0.1,
  secondsPerQuery: 0.005,
  logBytesPerInvocation: 700,
  logBytesPerTransition: 400,
  logBytesPerApiRequest: 300,
  /** A batch of one: sent, received, deleted. */
  requestsPerQueueMessage: 3,
  /** Lambda asks an empty queue with five long polls of 20 s side by side. */
  emptyReceivesPerQueueAndMinute: 15,
  /** Names in `packages/kernel/src/metrics.ts` with the kinds of each that occur. */
  customMetrics: 30,
  storedBytesPerConversation: 40_000,
  monthsStored: 12,
} as const;

const MINUTES_PER_DAY = 1_440;
const SECONDS_PER_DAY = 86_400;
const GIGABYTE = 1e9;
const MEGABYTES_PER_GIGABYTE = 1_024;

const memoryOf: ReadonlyMap<string, number> = new Map(
  CATALOG.map(({ name, memoryMegabytes }) => [name, memoryMegabytes / MEGABYTES_PER_GIGABYTE]),
);

/** A conversation is one question and one fault. */
export const perConversation = (read: (usage: Usage) => number): number => read(QUESTION) + read(FAULT);

export const invocationsOf = ({ invocations }: Usage): number =>
  Object.values(invocations).reduce((sum, count) => sum + count, 0);

export const invocationsOfOne =
  (name: string) =>
  ({ invocations }: Usage): number =>
    invocations[name] ?? 0;

const gigabyteSecondsOf = ({ invocations }: Usage): number =>
  Object.entries(invocations).reduce(
    (sum, [name, count]) => sum + count * (memoryOf.get(name) ?? 0) * ASSUMED.secondsPerInvocation,
    0,
  );

/** Queries of one sweep over so many buildings. */
export function sweepQueries(buildings: number): number {
  return SWEEP.lists + (SWEEP.perNumber * buildings) / ASSUMED.buildingsPerNumber + SWEEP.perBuilding * buildings;
}

/** How long a sweep works when nothing is pending: queries of one number or building are made side by side. */
export function sweepSeconds(buildings: number): number {
  const rounds = (count: number): number => Math.ceil(count / SWEEP_CONCURRENCY);
  const waits = SWEEP.lists + rounds(buildings / ASSUMED.buildingsPerNumber) + rounds(buildings);
  return waits * ASSUMED.secondsPerQuery;
}

/** Metrics under alarm, as `lib/constructs/alarms` sets them: table and indexes have one for reads and one for writes. */
export function alarmMetrics(): number {
  const extra = ({ trigger }: FunctionDefinition): number => (['stream', 'schedule'].includes(trigger.kind) ? 1 : 0);
  const functions = CATALOG.reduce((sum, definition) => sum + 2 + extra(definition), 0);
  const queues = 2 * Object.keys(QUEUES).length;
  const [streamFailures, missions, api, table] = [1, 2, 2, 2 * (1 + Object.keys(INDEXES).length)];
  return functions + queues + streamFailures + missions + api + table;
}

const secrets = new Set(
  CATALOG.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === 'secret' ? [right.name] : []))),
).size;

export const conversationsPerMonth = (buildings: number): number =>
  buildings * ASSUMED.conversationsPerBuildingAndDay * ASSUMED.daysPerMonth;

/** Units used in a month by so many buildings, by price. */
export function monthlyUnits(buildings: number): Readonly<Record<Priced, number>> {
  const conversations = conversationsPerMonth(buildings);
  const minutes = MINUTES_PER_DAY * ASSUMED.daysPerMonth;
  const sweepMemory = memoryOf.get('schedule-sweep') ?? 0;
  const stored = (conversations * ASSUMED.monthsStored * ASSUMED.storedBytesPerConversation) / GIGABYTE;
  const queues = Object.keys(QUEUES).length;
  const times = (read: (usage: Usage) => number): number => conversations * perConversation(read);
  const webhooks = times(invocationsOfOne('webhook-whatsapp'));
  const logBytes =
    (times(invocationsOf) + minutes) * ASSUMED.logBytesPerInvocation +
    times(({ transitions }) => transitions) * ASSUMED.logBytesPerTransition +
    webhooks * ASSUMED.logBytesPerApiRequest;
  return {
    tableWrite: times(({ writeUnits }) => writeUnits),
    tableRead: times(({ readUnits }) => readUnits) + minutes * sweepQueries(buildings) * SWEEP.readUnitsPerQuery,
    tableStorage: stored,
    tableRecovery: stored,
    invocation: times(invocationsOf) + minutes,
    computing: times(gigabyteSecondsOf) + minutes * sweepMemory * sweepSeconds(buildings),
    queueRequest:
      times(({ queueMessages }) => queueMessages) * ASSUMED.requestsPerQueueMessage +
      minutes * queues * ASSUMED.emptyReceivesPerQueueAndMinute,
    schedule: times(({ schedules }) => schedules),
    transition: times(({ transitions }) => transitions),
    apiRequest: webhooks,
    keyRequest: times(({ keyRequests }) => keyRequests),
    key: 2,
    secret: secrets,
    logs: logBytes / GIGABYTE,
    metric: ASSUMED.customMetrics,
    alarm: alarmMetrics(),
  };
}

/** US dollars for a thousand conversations, by price. */
export function dollarsPerThousand(buildings: number): ReadonlyMap<Priced, number> {
  const units = monthlyUnits(buildings);
  const thousands = conversationsPerMonth(buildings) / 1_000;
  const priced: readonly Priced[] = Object.keys(PRICES).filter((name): name is Priced => name in units);
  return new Map(priced.map((name) => [name, (units[name] * PRICES[name].dollars) / thousands]));
}

/** Conversations a second in the busiest second. */
export const peakPerSecond = (buildings: number): number =>
  (buildings * ASSUMED.conversationsPerBuildingAndDay * ASSUMED.peakFactor) / SECONDS_PER_DAY;
