import { join } from 'node:path';
import { openQueues, type Queues } from '@bos/embedded/queue/queues';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import type { QueueSender } from '@bos/kernel/queue';
import { QUEUES } from '../../functions/queue-definitions.ts';

/** What no queue's consumer could do lies here until somebody looks at it. */
export const deadLettersOf = (queue: string): string => `${queue}-dead-letters`;

/** Changes that the router could not route, as they were. */
export const UNROUTED = 'stream-router-dead-letters';

/** Opens the queues of a data folder, each with its dead letters. Several processes and threads may have them open. */
export function openLocalQueues(dataDir: string): Queues {
  const queues = openQueues({
    databasePath: join(dataDir, 'queues.db'),
    clock: systemClock,
    ids: ulidSource(systemClock),
  });
  queues.create(UNROUTED, { fifo: false });
  for (const { name, visibilitySeconds, maxReceives } of Object.values(QUEUES)) {
    queues.create(deadLettersOf(name), { fifo: true });
    queues.create(name, { fifo: true, visibilitySeconds, maxReceives, deadLetterQueue: deadLettersOf(name) });
  }
  return queues;
}

/** The queue port over them. */
export function queueSender(queues: Queues): QueueSender {
  return {
    async send(queue, messages) {
      queues.sendBatch(
        queue,
        messages.map(({ body, group, deduplicationId }) => ({ body, groupId: group, deduplicationId })),
      );
    },
  };
}
