import { openQueues } from '@bos/embedded/queue/queues';
import { queueSchedules, startSchedules } from '@bos/embedded/queue/schedules';
import { seededIds, virtualClock } from './clocks.ts';
import { describeOneTimeSchedules, type OpenSchedules } from './one-time-schedules-contract.ts';

const QUEUE = 'work';

const embedded: OpenSchedules = async () => {
  const clock = virtualClock();
  const queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create(QUEUE, { fifo: true });
  const poller = startSchedules({
    queues,
    timers: clock.timers,
    onFault: (error) => {
      throw error;
    },
  });
  return {
    schedules: queueSchedules(queues),
    queue: QUEUE,
    now: clock.now,
    pass: (seconds) => clock.advance(seconds * 1_000),
    async received() {
      const messages = queues.receive(QUEUE, 100);
      for (const { receipt } of messages) queues.remove(QUEUE, receipt);
      return messages.map(({ body, groupId = '' }) => ({ body, group: groupId }));
    },
    async close() {
      poller.stop();
      queues.close();
    },
  };
};

describeOneTimeSchedules('one machine', embedded);
