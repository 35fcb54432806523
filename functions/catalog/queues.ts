import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { QUEUES } from '../queue-definitions.ts';
import { MODEL } from './assets.ts';
import { HOME_ASSISTANT, READ_WRITE } from './rights.ts';

/** Reads a queue of received messages with the whole persona. */
function inbound(queue: string, description: string, concurrency: number): FunctionDefinition {
  return {
    name: `queue-${queue}`,
    description,
    entry: 'functions/queues/inbound.ts',
    trigger: { kind: 'queue', queue, batchSize: 10, concurrency },
    rights: READ_WRITE,
    timeoutSeconds: 30,
    memoryMegabytes: 1024,
    assets: [MODEL],
  };
}

/** What works on the queues. */
export const QUEUE_WORKERS: readonly FunctionDefinition[] = [
  inbound(QUEUES.inbound.name, 'Reads what people wrote and decides what to do.', 8),
  inbound(QUEUES.emergency.name, 'Answers danger at once, before everything else.', 8),
  {
    name: 'queue-outbound',
    description: 'Delivers queued messages to WhatsApp.',
    entry: 'functions/queues/outbound.ts',
    trigger: { kind: 'queue', queue: QUEUES.outbound.name, batchSize: 10, concurrency: 8 },
    rights: [
      ...READ_WRITE,
      { kind: 'secret', name: 'whatsapp-access-token' },
      { kind: 'parameter', name: 'whatsapp-graph-url' },
    ],
    // Ten messages to one person stand in line, and a call may take ten seconds.
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-media',
    description: 'Fetches the pictures and files that people send, and stores them.',
    entry: 'functions/queues/media.ts',
    trigger: { kind: 'queue', queue: QUEUES.media.name, batchSize: 4, concurrency: 4 },
    rights: [
      ...READ_WRITE,
      { kind: 'documents', access: 'read-write' },
      { kind: 'secret', name: 'whatsapp-access-token' },
      { kind: 'parameter', name: 'whatsapp-graph-url' },
    ],
    // Four side by side: ten seconds to find a file, fifty to read it, and some to store its end.
    timeoutSeconds: 120,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-missions',
    description: 'Starts requested missions.',
    entry: 'functions/queues/missions.ts',
    trigger: { kind: 'queue', queue: QUEUES.missions.name, batchSize: 10, concurrency: 4 },
    rights: [{ kind: 'missions', access: 'start' }],
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-timers',
    description:
      'Looks at what is due: tickets, tasks, missions, codes, stays, commands; tells people of parcels and codes.',
    entry: 'functions/queues/timers.ts',
    trigger: { kind: 'queue', queue: QUEUES.timers.name, batchSize: 10, concurrency: 4 },
    rights: [
      ...READ_WRITE,
      { kind: 'missions', access: 'end' },
      { kind: 'schedule', queue: QUEUES.timers.name },
      // What is due already is sent at once.
      { kind: 'send', queue: QUEUES.timers.name },
      HOME_ASSISTANT,
    ],
    timeoutSeconds: 60,
    memoryMegabytes: 512,
  },
  {
    name: 'queue-devices',
    description: 'Keeps what devices report, and sees to leaks, smoke, empty batteries and silence.',
    entry: 'functions/queues/devices.ts',
    trigger: { kind: 'queue', queue: QUEUES.devices.name, batchSize: 10, concurrency: 4 },
    rights: READ_WRITE,
    timeoutSeconds: 30,
    memoryMegabytes: 512,
  },
];
