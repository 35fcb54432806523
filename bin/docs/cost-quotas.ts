import { CATALOG } from '../../functions/catalog.ts';
import { readSettings } from '../../lib/settings.ts';
import {
  ASSUMED,
  invocationsOf,
  invocationsOfOne,
  peakPerSecond,
  perConversation,
  sweepSeconds,
} from './cost-model.ts';
import type { Usage } from './cost-usage.ts';

/** Something that there is only so much of, and how much of it the busiest second takes. */
export interface Quota {
  readonly name: string;
  /** The documented default, or our own figure. */
  readonly limit: number;
  readonly source: string;
  /** A ceiling that this repository sets and can raise. */
  readonly ours: boolean;
  load(buildings: number): number;
}

/** What an operator gets who decides nothing. */
const settings = readSettings(() => undefined);

const AWS = 'https://docs.aws.amazon.com';
const atPeak =
  (read: (usage: Usage) => number) =>
  (buildings: number): number =>
    peakPerSecond(buildings) * perConversation(read);

const inbound = CATALOG.find(({ name }) => name === 'queue-inbound');
const inboundConcurrency = inbound?.trigger.kind === 'queue' ? inbound.trigger.concurrency : 0;
const sweepTimeout = CATALOG.find(({ name }) => name === 'schedule-sweep')?.timeoutSeconds ?? 0;

export const QUOTAS: readonly Quota[] = [
  {
    name: 'time-out of the sweep, which looks at every number and building, s',
    limit: sweepTimeout,
    source: '`functions/catalog/schedules.ts`',
    ours: true,
    load: sweepSeconds,
  },
  {
    name: 'readers of the queue `inbound` side by side',
    limit: inboundConcurrency,
    source: '`functions/catalog/queues.ts`',
    ours: true,
    load: (buildings) => atPeak(invocationsOfOne('queue-inbound'))(buildings) * ASSUMED.secondsPerInvocation,
  },
  {
    name: 'DynamoDB write request units a second of the table',
    limit: settings.maxWriteUnits,
    source: '`maxWriteUnits` in `lib/settings.ts`; DynamoDB’s own default is 40,000',
    ours: true,
    load: atPeak(({ writeUnits }) => writeUnits),
  },
  {
    name: 'DynamoDB read request units a second of the table',
    limit: settings.maxReadUnits,
    source: '`maxReadUnits` in `lib/settings.ts`; DynamoDB’s own default is 40,000',
    ours: true,
    load: atPeak(({ readUnits }) => readUnits),
  },
  {
    name: 'HTTP API requests a second',
    limit: 2_000,
    source: 'the stage’s throttle in `lib/stacks/api-stack.ts`; API Gateway’s own default is 10,000',
    ours: true,
    load: atPeak(invocationsOfOne('webhook-whatsapp')),
  },
  {
    name: 'Lambda executions at once',
    limit: 1_000,
    source: `${AWS}/lambda/latest/dg/gettingstarted-limits.html`,
    ours: false,
    load: (buildings) => executionsAtPeak(buildings),
  },
  {
    name: 'Step Functions StartExecution a second, outside us-east-1, us-west-2 and eu-west-1',
    limit: 150,
    source: `${AWS}/step-functions/latest/dg/service-quotas.html`,
    ours: false,
    load: atPeak(({ executions }) => executions),
  },
  {
    name: 'Step Functions state transitions a second, outside us-east-1, us-west-2 and eu-west-1',
    limit: 800,
    source: `${AWS}/step-functions/latest/dg/service-quotas.html`,
    ours: false,
    load: atPeak(({ transitions }) => transitions),
  },
  {
    name: 'KMS requests a second with symmetric keys, in the regions with the lowest default',
    limit: 10_000,
    source: `${AWS}/kms/latest/developerguide/requests-per-second.html`,
    ours: false,
    load: atPeak(({ keyRequests }) => keyRequests),
  },
  {
    name: 'WhatsApp messages a second of one number',
    limit: 80,
    source: 'https://developers.facebook.com/docs/whatsapp/cloud-api/overview (throughput)',
    ours: false,
    load: (buildings) => atPeak(({ replies }) => replies)(Math.min(buildings, ASSUMED.buildingsPerNumber)),
  },
];

export interface Reached {
  readonly quota: Quota;
  /** Load against limit in the busiest second; 1 is reached. */
  readonly share: number;
}

/** Lambda executions at once in the busiest second. */
export const executionsAtPeak = (buildings: number): number =>
  atPeak(invocationsOf)(buildings) * ASSUMED.secondsPerInvocation;

/** The quotas by how near so many buildings come to them, the nearest first. */
export function nearestQuotas(buildings: number): readonly Reached[] {
  return QUOTAS.map((quota) => ({ quota, share: quota.load(buildings) / quota.limit })).toSorted(
    (a, b) => b.share - a.share,
  );
}
