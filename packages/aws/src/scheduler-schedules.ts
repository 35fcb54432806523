import type { CreateScheduleCommandInput, SchedulerClient } from '@aws-sdk/client-scheduler';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { sha256 } from '@bos/kernel/hash';
import { assertScheduleName, type OneTimeSchedule, type OneTimeSchedules } from '@bos/kernel/one-time-schedules';
import type { QueueSender } from '@bos/kernel/queue';
import { clientSettings } from './client-settings.ts';

/** Asked for at each call, so that a function without the right fails there, naming what is missing. */
export interface SchedulerSurroundings {
  /** The group of all our schedules. */
  groupName(): string;
  /** The role with which Scheduler sends to the queues. */
  roleArn(): string;
  queueArn(queue: string): string;
}

export interface SchedulerOptions {
  readonly surroundings: SchedulerSurroundings;
  /** Sends what is due already. */
  readonly queues: QueueSender;
  readonly clock: Clock;
}

/** A schedule must not be past when the service reads it. */
const LEAD = MINUTE / 2;
/** Made, moved, made again because it was sent in between: a third round would be a race of its own. */
const MOST_ROUNDS = 3;

/**
 * Scheduler fires within the minute of the time given, from its first second on: the next whole minute is never too
 * early.
 */
function expressionOf(at: Date, now: Date): string {
  const earliest = Math.max(at.getTime(), now.getTime() + LEAD);
  const minute = new Date(Math.ceil(earliest / MINUTE) * MINUTE);
  return `at(${minute.toISOString().slice(0, 19)})`;
}

function requestOf(
  { name, at, queue, message }: OneTimeSchedule,
  { groupName, roleArn, queueArn }: SchedulerSurroundings,
  now: Date,
): CreateScheduleCommandInput {
  return {
    Name: name,
    GroupName: groupName(),
    ScheduleExpression: expressionOf(at, now),
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    // Scheduler's own policy stays: it tries again for 24 hours with growing waits.
    Target: {
      Arn: queueArn(queue),
      RoleArn: roleArn(),
      Input: message.body,
      SqsParameters: { MessageGroupId: message.group },
    },
  };
}

const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** One-time schedules of EventBridge Scheduler. Their queues drop duplicates by content: it sends without an id. */
export function createSchedulerSchedules({ surroundings, queues, clock }: SchedulerOptions): OneTimeSchedules {
  let client: Promise<SchedulerClient> | undefined;

  async function load() {
    const sdk = await import('@aws-sdk/client-scheduler');
    client ??= Promise.resolve(new sdk.SchedulerClient(clientSettings()));
    return { sdk, scheduler: await client };
  }

  /** Creates the schedule, or moves the one that is there. */
  async function put(request: CreateScheduleCommandInput): Promise<void> {
    const { sdk, scheduler } = await load();
    for (let round = 1; ; round++) {
      try {
        await scheduler.send(new sdk.CreateScheduleCommand(request));
        return;
      } catch (error) {
        if (!named(error, 'ConflictException') || round === MOST_ROUNDS) throw error;
      }
      try {
        await scheduler.send(new sdk.UpdateScheduleCommand(request));
        return;
      } catch (error) {
        // Sent and deleted since: it is made anew.
        if (!named(error, 'ResourceNotFoundException')) throw error;
      }
    }
  }

  async function cancel(name: string): Promise<void> {
    const { sdk, scheduler } = await load();
    try {
      await scheduler.send(new sdk.DeleteScheduleCommand({ Name: name, GroupName: surroundings.groupName() }));
    } catch (error) {
      if (!named(error, 'ResourceNotFoundException')) throw error;
    }
  }

  return {
    async schedule(schedule) {
      const { name, at, queue, message } = schedule;
      assertScheduleName(name);
      const now = clock.now();
      if (at.getTime() > now.getTime()) return put(requestOf(schedule, surroundings, now));
      await queues.send(queue, [{ ...message, deduplicationId: sha256(message.body) }]);
      // Afterwards: a kill in between leaves one too many, which its receiver stands, rather than none.
      await cancel(name);
    },
    cancel,
  };
}
