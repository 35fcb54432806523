import { sha256 } from '@bos/kernel/hash';
import type { OneTimeSchedules } from '@bos/kernel/one-time-schedules';
import type { QueueSender } from '@bos/kernel/queue';

/**
 * Schedules of who may only send: the message goes at once, and who gets it sees that its time has not come and sets the
 * timer itself. What is no longer wanted finds nothing to do.
 */
export function lookSchedules(queues: QueueSender): OneTimeSchedules {
  return {
    schedule: ({ queue, message: { group, body } }) =>
      queues.send(queue, [{ group, body, deduplicationId: `${group}/${sha256(body)}` }]),
    cancel: async () => undefined,
  };
}
