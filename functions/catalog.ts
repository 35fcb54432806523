import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { APIS } from './catalog/apis.ts';
import { MISSION_STEPS } from './catalog/missions.ts';
import { QUEUE_WORKERS } from './catalog/queues.ts';
import { SCHEDULES } from './catalog/schedules.ts';
import { STREAM_READERS } from './catalog/streams.ts';
import { WEBHOOKS } from './catalog/webhooks.ts';

/** What runs: everything that has a trigger, on AWS and on one machine alike. */
export const CATALOG: readonly FunctionDefinition[] = [
  ...WEBHOOKS,
  ...APIS,
  ...STREAM_READERS,
  ...QUEUE_WORKERS,
  ...MISSION_STEPS,
  ...SCHEDULES,
];
