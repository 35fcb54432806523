import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  paginateListSchedules,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface ScheduleSource {
  readonly scheduler: SchedulerClient;
  readonly sqs: SQSClient;
  readonly groupName: string;
  /** The URL of the queue with that ARN. */
  queueUrl(arn: string): string;
}

/** `at(2026-11-22T12:00:00)` in UTC, the one expression and the one zone that we use. */
function dueAt({ ScheduleExpression = '', ScheduleExpressionTimezone }: GetScheduleCommandOutput): number {
  const time = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(ScheduleExpression)?.[1];
  if (time === undefined || ScheduleExpressionTimezone !== 'UTC') throw new Error(`No one-time: ${ScheduleExpression}`);
  return Date.parse(`${time}Z`);
}

/**
 * Plays what LocalStack's Scheduler lacks: it keeps schedules and never fires them. Reads those of a group that are due
 * through the service's own interface, sends each to its target as AWS documents it (no id of deduplication: a FIFO
 * queue must make one of the content) and deletes it. AWS fires within the minute; this fires in its first moment, the
 * earliest that may be.
 */
export async function fireDueSchedules(source: ScheduleSource, now: Date): Promise<void> {
  const { scheduler, sqs, groupName, queueUrl } = source;
  const due: GetScheduleCommandOutput[] = [];
  for await (const { Schedules = [] } of paginateListSchedules({ client: scheduler }, { GroupName: groupName })) {
    for (const { Name } of Schedules) {
      const schedule = await scheduler.send(new GetScheduleCommand({ Name, GroupName: groupName }));
      if (schedule.State !== 'DISABLED' && dueAt(schedule) <= now.getTime()) due.push(schedule);
    }
  }
  for (const { Name, Target, ActionAfterCompletion } of due) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl(Target?.Arn ?? ''),
        MessageBody: Target?.Input ?? '',
        MessageGroupId: Target?.SqsParameters?.MessageGroupId,
      }),
    );
    if (ActionAfterCompletion === 'DELETE') {
      await scheduler.send(new DeleteScheduleCommand({ Name, GroupName: groupName }));
    }
  }
}
