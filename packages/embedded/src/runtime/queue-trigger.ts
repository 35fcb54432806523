import type { Log } from '@bos/kernel/log';
import type { Consumer, ConsumerOptions } from '../queue/consumer.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { type InvokeDeps, invoke } from './invoke.ts';
import { backOff } from './pause.ts';
import { failedReceipts, sqsEvent } from './sqs-event.ts';

/** `startConsumer` of the queue room, with its queues given. */
export type StartConsumer = (options: Omit<ConsumerOptions, 'queues'>) => Consumer;

const FIRST_BACK_OFF_SECONDS = 1;
const LONGEST_BACK_OFF_SECONDS = 300;

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
    backoff: (receiveCount) => backOff(receiveCount, FIRST_BACK_OFF_SECONDS, LONGEST_BACK_OFF_SECONDS),
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
