import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { QUEUES } from '../queue-definitions.ts';
import { ROUTED_PATTERNS } from '../streams/routed-changes.ts';
import { MODEL } from './assets.ts';
import { READ } from './rights.ts';

/** What reads the changes of the table. */
export const STREAM_READERS: readonly FunctionDefinition[] = [
  {
    name: 'stream-router',
    description: 'Sends what changed to the queue that works on it.',
    entry: 'functions/streams/router.ts',
    trigger: { kind: 'stream', batchSize: 100, patterns: ROUTED_PATTERNS },
    rights: [
      ...READ,
      { kind: 'send', queue: QUEUES.inbound.name },
      { kind: 'send', queue: QUEUES.emergency.name },
      { kind: 'send', queue: QUEUES.outbound.name },
      { kind: 'send', queue: QUEUES.media.name },
      { kind: 'send', queue: QUEUES.missions.name },
      { kind: 'send', queue: QUEUES.timers.name },
      { kind: 'send', queue: QUEUES.devices.name },
    ],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
    assets: [MODEL],
  },
];
