import type { Log } from '@bos/kernel/log';
import { retryDelaySeconds } from '@bos/kernel/queue';
import type { Consumer, ConsumerOptions } from '../queue/consumer.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { type InvokeDeps, invoke } from './invoke.ts';
import { failedReceipts, sqsEvent } from './sqs-event.ts';

/** `startConsumer` of the queue room, with its queues given. */
export type StartConsumer = (options: Omit<ConsumerOptions, 'queues'>) => Consumer;

/** Feeds a queue to a function. A function that throws has failed its whole batch. */
export function consumeQueue(
  target: DeployedFunction,
  trigger: { readonly queue: string; readonly batchSize: number; readonly concurrency: number },
  deps: InvokeDeps & { readonly log: Log; readonly startConsumer: StartConsumer },
): Consumer {
  const { queue, batchSize, concurrency } = trigger;
  return deps.startConsumer({
    queue,
    batchSize,
    concurrency,
    timers: deps.timers,
    onError: (error) => deps.log.error('queue.fault', error, { queue }),
    backoff: retryDelaySeconds,
    async handler(messages) {
      try {
        return { failedReceipts: failedReceipts(await invoke(target, sqsEvent(queue, messages), deps), messages) };
      } catch (error) {
        deps.log.error('queue.batch-failed', error, {
          queue,
          function: target.definition.name,
          count: messages.length,
        });
        return { failedReceipts: messages.map(({ receipt }) => receipt) };
      }
    },
  });
}
