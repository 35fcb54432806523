import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';
import { type App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BosFunction, type FunctionWiring } from '../constructs/bos-function.ts';
import { BosQueue } from '../constructs/bos-queue.ts';
import { addQueueSource, addSchedule, addStreamSource } from '../constructs/event-sources.ts';
import { MissionMachine } from '../constructs/mission-machine.ts';
import { type ScheduleAddress, ScheduleGroup, scheduledQueues } from '../constructs/schedule-group.ts';
import { StreamFailures } from '../constructs/stream-failures.ts';
import { known } from '../known.ts';
import { type FunctionCode, functionWiring, type QueueAddress } from '../wiring.ts';
import type { DataResources } from './data-stack.ts';
import { type StackSettings, stackProps } from './stack-settings.ts';

export interface MissionsStackProps extends StackSettings {
  readonly catalog: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly data: DataResources;
  readonly code: FunctionCode;
  /** Text of `mission.asl.json`. */
  readonly missionDefinition: string;
}

/** Everything that works without a caller waiting: stream, queues, schedules, and the mission state machine. */
export class MissionsStack extends Stack {
  private readonly addresses: ReadonlyMap<string, QueueAddress>;

  constructor(app: App, props: MissionsStackProps) {
    super(app, 'Missions', stackProps(props, 'missions', 'Queues, workers and missions'));
    const { environment } = props.settings;
    const key = Key.fromKeyArn(this, 'StorageKey', props.data.storageKeyArn);
    const queues = new Construct(this, 'Queues');
    // EventBridge Scheduler gives no id of deduplication: a FIFO queue that it sends to must make one of the content
    // (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_SqsParameters.html).
    const scheduled = scheduledQueues(props.catalog);
    this.addresses = new Map(
      props.queues.map((definition) => {
        const contentBasedDeduplication = scheduled.has(definition.name);
        const { queue } = new BosQueue(queues, { definition, environment, key, contentBasedDeduplication });
        return [definition.name, { arn: queue.queueArn, url: queue.queueUrl }];
      }),
    );
    const failures = new StreamFailures(this, 'StreamFailures', { environment, key });
    const schedules = this.scheduleGroup(props, scheduled);
    const wiring = functionWiring(this, {
      ...props,
      queue: (name) => this.queue(name),
      ...(schedules && { schedules }),
    });
    const functions = new Construct(this, 'Functions');
    const steps = props.catalog.flatMap((definition) => {
      const fn = this.addFunction(functions, definition, wiring, { data: props.data, failures, environment });
      return definition.trigger.kind === 'mission-step' && fn ? [fn] : [];
    });
    new MissionMachine(this, 'Coordinator', { environment, key, steps, definition: props.missionDefinition });
  }

  /** Address of a queue, for whoever sends to it. */
  queue(name: string): QueueAddress {
    return known(this.addresses, name, 'queue');
  }

  /** Where the functions schedule; nothing where none does. */
  private scheduleGroup(props: MissionsStackProps, queues: ReadonlySet<string>): ScheduleAddress | undefined {
    if (queues.size === 0) return undefined;
    const { environment, region } = props.settings;
    const queueArns = new Map([...queues].map((name) => [name, this.queue(name).arn]));
    const { storageKeyArn } = props.data;
    return new ScheduleGroup(this, 'Schedules', { environment, region, storageKeyArn, queueArns }).address;
  }

  /** The function with what sets it off; nothing for http functions, which belong to the API. */
  private addFunction(
    scope: Construct,
    definition: FunctionDefinition,
    wiring: FunctionWiring,
    sources: {
      readonly data: DataResources;
      readonly failures: StreamFailures;
      readonly environment: string;
    },
  ): BosFunction | undefined {
    const { trigger } = definition;
    switch (trigger.kind) {
      case 'http':
        return undefined;
      case 'mission-step':
        return new BosFunction(scope, { definition, wiring });
      case 'queue': {
        const fn = new BosFunction(scope, { definition, wiring });
        addQueueSource(fn, trigger, this.queue(trigger.queue).arn);
        return fn;
      }
      case 'stream': {
        const { destination, statements } = sources.failures;
        const fn = new BosFunction(scope, { definition, wiring, extraStatements: statements });
        addStreamSource(fn, trigger, sources.data.streamArn, destination);
        return fn;
      }
      case 'schedule': {
        const fn = new BosFunction(scope, { definition, wiring });
        addSchedule(fn, trigger, sources.environment);
        return fn;
      }
    }
  }
}
