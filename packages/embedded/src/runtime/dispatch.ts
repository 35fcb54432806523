import type { Trigger } from '@bos/kernel/function-definition';
import type { Log } from '@bos/kernel/log';
import type { Context } from 'aws-lambda';
import type { GatewayRoute } from '../gateway/function-route.ts';
import type { Consumer } from '../queue/consumer.ts';
import type { StreamReader } from '../streams/stream-reader.ts';
import type { DeployedFunction } from './deployed-function.ts';
import type { InvokeDeps } from './invoke.ts';
import { pause } from './pause.ts';
import { consumeQueue, type StartConsumer } from './queue-trigger.ts';
import { type Schedule, startSchedule } from './schedule.ts';
import { readStream, type StreamSource } from './stream-trigger.ts';

export interface DispatchOptions extends InvokeDeps {
  readonly functions: readonly DeployedFunction[];
  readonly stream: StreamSource;
  readonly startConsumer: StartConsumer;
  /** Messages that wait to be delivered or are being handled; not those that wait for their time. */
  readonly waiting: (queue: string) => number;
  /** Other background work that `drain` waits for, such as missions. */
  readonly others?: readonly { settled(): Promise<void> }[];
  readonly log: Log;
}

export interface Dispatch {
  /** The table was written: looks at its changes at once. */
  nudge(): void;
  /**
   * Resolves when all changes are handled and no queue holds a message that could be delivered now, whatever that
   * set off included. What waits for its time (a message's retry, a delay, a schedule) is not waited for; a change
   * whose function fails is, until it succeeds or is given up.
   */
  drain(): Promise<void>;
  /** Takes nothing new and resolves when the work in hand is done. */
  stop(): Promise<void>;
}

const POLL_MILLISECONDS = 5;

/** The routes of all functions that HTTP sets off, for the gateway. */
export function routesOf(functions: readonly DeployedFunction[]): GatewayRoute[] {
  return functions.flatMap((target) =>
    target.definition.trigger.kind === 'http'
      ? target.definition.trigger.routes.map((route) => ({ ...route, target }))
      : [],
  );
}

/** The names under which functions read the stream: the engine may trim what all of them have done with. */
export function streamReaders(functions: readonly DeployedFunction[]): string[] {
  return functions
    .filter(({ definition }) => definition.trigger.kind === 'stream')
    .map(({ definition }) => definition.name);
}

/**
 * Starts all background work: readers for functions on the stream, consumers for those on queues, timers for those on
 * a schedule. HTTP routes are the gateway's and mission steps the state machine's, which may live in other threads.
 */
export async function startDispatch(options: DispatchOptions): Promise<Dispatch> {
  const { timers, waiting, others = [] } = options;
  let moves = 0;
  const readers: StreamReader[] = [];
  const consumers: Consumer[] = [];
  const schedules: Schedule[] = [];
  const queues: string[] = [];

  /** Counts beginnings and ends of a function's calls, so that `drain` sees whether anything still moves. */
  const counted = (target: DeployedFunction): DeployedFunction => ({
    definition: target.definition,
    async handler(event: unknown, context: Context) {
      moves++;
      try {
        return await target.handler(event, context);
      } finally {
        moves++;
      }
    },
  });

  async function start(target: DeployedFunction, trigger: Trigger): Promise<void> {
    switch (trigger.kind) {
      case 'stream':
        readers.push(await readStream(counted(target), trigger, options));
        return;
      case 'queue':
        queues.push(trigger.queue);
        consumers.push(consumeQueue(counted(target), trigger, options));
        return;
      case 'schedule':
        schedules.push(startSchedule(target, trigger.everySeconds, options));
        return;
      case 'http':
      case 'mission-step':
        return;
    }
  }

  async function stop(): Promise<void> {
    await Promise.all([...schedules, ...readers, ...consumers].map((part) => part.stop()));
  }

  try {
    for (const target of options.functions) await start(target, target.definition.trigger);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    nudge() {
      for (const reader of readers) reader.nudge();
    },
    async drain() {
      for (let before = -1; before !== moves; ) {
        before = moves;
        await Promise.all(readers.map((reader) => reader.settled()));
        while (queues.some((queue) => waiting(queue) > 0)) await pause(timers, POLL_MILLISECONDS);
        await Promise.all(others.map((other) => other.settled()));
      }
    },
    stop,
  };
}
