import { randomUUID } from 'node:crypto';
import {
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientSettings } from '@bos/aws/client-settings';
import { createSchedulerSchedules } from '@bos/aws/scheduler-schedules';
import { createSqsQueueSender } from '@bos/aws/sqs-queue-sender';
import { MINUTE } from '@bos/kernel/clock';
import { type ScheduledMessage, scheduleName } from '@bos/kernel/one-time-schedules';
import { virtualClock } from '@bos/testing/clocks';
import { describeOneTimeSchedules, type SchedulesUnderTest } from '@bos/testing/one-time-schedules-contract';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { fireDueSchedules } from './adapters/schedule-source.ts';
import { pointAwsAt } from './launcher/aws-environment.ts';
import { ACCOUNT, type LocalStack, REGION, startLocalStack } from './launcher/localstack.ts';

let localStack: LocalStack | undefined;

beforeAll(async () => {
  localStack = await startLocalStack();
  pointAwsAt(localStack.endpoint);
});

afterAll(() => localStack?.stop());

/** The adapter on a group and a queue of its own; its clock is moved by hand and starts at the present. */
async function openScheduler(): Promise<
  SchedulesUnderTest & { readonly scheduler: SchedulerClient; readonly groupName: string }
> {
  const scheduler = new SchedulerClient(clientSettings());
  const sqs = new SQSClient(clientSettings());
  const groupName = `contract-${randomUUID()}`;
  const queue = `contract-${randomUUID()}`;
  await scheduler.send(new CreateScheduleGroupCommand({ Name: groupName }));
  // As the stacks create a queue that schedules are sent to.
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${queue}.fifo`,
      Attributes: {
        FifoQueue: 'true',
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
        ContentBasedDeduplication: 'true',
      },
    }),
  );
  const clock = virtualClock(new Date(Math.ceil(Date.now() / MINUTE) * MINUTE));
  const source = { scheduler, sqs, groupName, queueUrl: () => url };
  const schedules = createSchedulerSchedules({
    surroundings: {
      groupName: () => groupName,
      roleArn: () => `arn:aws:iam::${ACCOUNT}:role/schedules`,
      queueArn: (name) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}.fifo`,
    },
    queues: createSqsQueueSender(() => url),
    clock,
  });
  async function received(): Promise<ScheduledMessage[]> {
    const all: ScheduledMessage[] = [];
    for (;;) {
      const request = {
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['MessageGroupId' as const],
      };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      if (Messages.length === 0) return all;
      all.push(
        ...Messages.map(({ Body = '', Attributes }) => ({ body: Body, group: Attributes?.MessageGroupId ?? '' })),
      );
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    }
  }
  return {
    schedules,
    queue,
    scheduler,
    groupName,
    received,
    now: clock.now,
    async pass(seconds: number) {
      await clock.advance(seconds * 1_000);
      await fireDueSchedules(source, clock.now());
    },
    async close() {
      await scheduler.send(new DeleteScheduleGroupCommand({ Name: groupName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
      scheduler.destroy();
      sqs.destroy();
    },
  };
}

describeOneTimeSchedules('EventBridge Scheduler (kept by LocalStack, fired by the test)', openScheduler);

test('a schedule is kept as it must be: once, in UTC, at a whole minute that is not too early, deleted when sent', async () => {
  const { schedules, queue, scheduler, groupName, now, close } = await openScheduler();
  onTestFinished(close);
  const name = scheduleName('test');
  const at = new Date(now().getTime() + 10 * MINUTE + 1);
  await schedules.schedule({ name, at, queue, message: { group: 'g', body: '{}' } });
  const nextMinute = new Date(now().getTime() + 11 * MINUTE).toISOString().slice(0, 19);
  expect(await scheduler.send(new GetScheduleCommand({ Name: name, GroupName: groupName }))).toMatchObject({
    ScheduleExpression: `at(${nextMinute})`,
    ScheduleExpressionTimezone: 'UTC',
    ActionAfterCompletion: 'DELETE',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Input: '{}', SqsParameters: { MessageGroupId: 'g' } },
  });
});
