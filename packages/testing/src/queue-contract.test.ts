import { setImmediate as nextTurn } from 'node:timers/promises';
import { exponentialBackoff, startConsumer } from '@bos/embedded/queue/consumer';
import { openQueues } from '@bos/embedded/queue/queues';
import { seededIds, virtualClock } from './clocks.ts';
import { describeQueue, type OpenQueue } from './queue-contract.ts';

const QUEUE = 'work';

const embedded: OpenQueue = async ({ visibilitySeconds, maxReceives }) => {
  const clock = virtualClock();
  const queues = openQueues({ databasePath: ':memory:', clock, ids: seededIds(clock) });
  queues.create('dead', { fifo: true });
  queues.create(QUEUE, { fifo: true, visibilitySeconds, maxReceives, deadLetterQueue: 'dead' });
  return {
    queue: QUEUE,
    sender: {
      async send(queue, messages) {
        queues.sendBatch(
          queue,
          messages.map(({ body, group, deduplicationId }) => ({ body, groupId: group, deduplicationId })),
        );
      },
    },
    receive: async (max) =>
      queues.receive(QUEUE, max).map(({ body, groupId = '', receiveCount, receipt }) => {
        return { body, group: groupId, receiveCount, receipt };
      }),
    remove: async (receipt) => void queues.remove(QUEUE, receipt),
    release: async (receipt, delaySeconds) => void queues.release(QUEUE, receipt, delaySeconds),
    async deliver(handler) {
      const consumer = startConsumer({
        queues,
        queue: QUEUE,
        batchSize: 10,
        concurrency: 1,
        backoff: exponentialBackoff(1, 60),
        timers: clock.timers,
        async handler(messages) {
          // One batch and no more.
          void consumer.stop();
          const failed = new Set(handler(messages.map(({ body }) => body)));
          return { failedReceipts: messages.filter(({ body }) => failed.has(body)).map(({ receipt }) => receipt) };
        },
      });
      await nextTurn();
      await consumer.stop();
    },
    deadLetters: async () => queues.deadLetters(QUEUE).map(({ body }) => body),
    redrive: async () => void queues.redrive(QUEUE),
    pass: (seconds) => clock.advance(seconds * 1_000),
    close: async () => queues.close(),
  };
};

describeQueue('one machine', embedded, 300);
