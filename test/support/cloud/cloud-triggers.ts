import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { engineConnection } from '@bos/embedded/engine/connection';
import type { DeployedFunction } from '@bos/embedded/runtime/deployed-function';
import type { InvokeDeps } from '@bos/embedded/runtime/invoke';
import { pause } from '@bos/embedded/runtime/pause';
import { startSchedule } from '@bos/embedded/runtime/schedule';
import type { CheckpointFile } from '@bos/embedded/streams/checkpoints';
import type { StreamReader } from '@bos/embedded/streams/stream-reader';
import type { Log } from '@bos/kernel/log';
import { known } from '../../../lib/known.ts';
import { fireDueSchedules } from '../../engines/adapters/schedule-source.ts';
import { REGION } from '../../engines/launcher/localstack.ts';
import type { LambdaHost } from '../../lambda-host/lambda-host.ts';
import { type QueueSource, startQueueSource } from '../../lambda-host/queue-source.ts';
import { sqsConnection } from '../../lambda-host/sqs-connection.ts';
import { startStreamSource } from '../../lambda-host/stream-source.ts';
import type { CloudQueue } from './cloud-queues.ts';
import { engineSettings } from './engine-settings.ts';

export interface TriggerOptions extends InvokeDeps {
  readonly host: LambdaHost;
  readonly queues: ReadonlyMap<string, CloudQueue>;
  readonly sqs: SQSClient;
  /** Of Scheduler. */
  readonly endpoint: string;
  readonly scheduleGroup: string | undefined;
  readonly table: { readonly endpoint: string; readonly tableName: string };
  readonly checkpoints: CheckpointFile;
  readonly log: Log;
}

/** All that sets functions off by itself. */
export interface Triggers {
  /** Messages of a queue that its function has and has not answered for. */
  inHand(queue: string): number;
  /** Resolves when the functions on the stream have done with every change up to now. */
  routed(): Promise<void>;
  /** Takes nothing new; resolves when what is in hand is answered. */
  stop(): Promise<void>;
}

/** As the event source of the stacks: eleven attempts. */
const STREAM_RETRIES = 10;
const SCHEDULER_MILLISECONDS = 2_000;

/** Starts event sources and schedules; http functions and mission steps are called. */
export async function startTriggers(options: TriggerOptions): Promise<Triggers> {
  const { host, sqs, log, timers } = options;
  const sources = new Map<string, QueueSource>();
  const readers: StreamReader[] = [];
  const others: { stop(): Promise<void> }[] = [];

  async function start(target: DeployedFunction): Promise<void> {
    const { name, trigger } = target.definition;
    switch (trigger.kind) {
      case 'queue': {
        const { url, arn } = known(options.queues, trigger.queue, 'queue');
        const source = startQueueSource({
          connection: sqsConnection({ client: sqs, url, arn, region: REGION }),
          invoke: (event) => host.call(name, event),
          batchSize: trigger.batchSize,
          concurrency: trigger.concurrency,
          timers,
          log,
        });
        sources.set(trigger.queue, source);
        return;
      }
      case 'stream': {
        const reader = await startStreamSource({
          streamsClient: new DynamoDBStreamsClient(engineConnection(options.table.endpoint)),
          tableName: options.table.tableName,
          checkpoints: options.checkpoints,
          reader: name,
          batchSize: trigger.batchSize,
          patterns: trigger.patterns,
          maxRetries: STREAM_RETRIES,
          onPoison: async (_record, error) => log.error('stream.record-given-up', error, { function: name }),
          invoke: (event) => host.call(name, event),
          timers,
          log,
        });
        readers.push(reader);
        return;
      }
      case 'schedule':
        others.push(startSchedule(target, trigger.everySeconds, options));
        return;
      case 'http':
      case 'mission-step':
        return;
    }
  }

  for (const target of host.functions) await start(target);
  if (options.scheduleGroup !== undefined) others.push(startScheduler(options, options.scheduleGroup));
  return {
    inHand: (queue) => sources.get(queue)?.inHand() ?? 0,
    async routed() {
      await Promise.all(readers.map((reader) => reader.settled()));
    },
    async stop() {
      await Promise.all([...sources.values(), ...readers, ...others].map((each) => each.stop()));
    },
  };
}

/** One-time schedules, which LocalStack keeps and does not fire. */
function startScheduler(options: TriggerOptions, groupName: string): { stop(): Promise<void> } {
  const { sqs, queues, clock, timers, log } = options;
  const scheduler = new SchedulerClient(engineSettings(options.endpoint));
  const stopping = new AbortController();
  const queueUrl = (arn: string): string => {
    const queue = [...queues.values()].find((candidate) => candidate.arn === arn);
    if (queue === undefined) throw new Error(`a schedule names ${arn}, which is no queue`);
    return queue.url;
  };
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await fireDueSchedules({ scheduler, sqs, groupName, queueUrl }, clock.now());
      } catch (error) {
        log.error('scheduler.run-failed', error);
      }
      await pause(timers, SCHEDULER_MILLISECONDS, stopping.signal);
    }
    scheduler.destroy();
  }
  const running = run();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
