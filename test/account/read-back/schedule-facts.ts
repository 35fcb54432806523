import { GetScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import { CATALOG } from '../../../functions/catalog.ts';
import type { Deployment } from '../deployment.ts';
import { type Facts, sorted } from '../facts.ts';
import { statementsOfRole, trustOfRole } from '../rights/roles.ts';

/** The queues to which the catalog lets messages be sent at a time. */
function scheduledQueues(): string[] {
  const names = CATALOG.flatMap(({ rights }) =>
    rights.flatMap((right) => (right.kind === 'schedule' ? right.queue : [])),
  );
  return [...new Set(names)];
}

/** One-time schedules have a group of their own, and a role that may send to the queues of the catalog's rights alone. */
export async function scheduleFacts({ clients, surroundings }: Deployment, facts: Facts): Promise<void> {
  const { schedules } = surroundings;
  if (schedules === undefined) return;
  const { Arn } = await clients.scheduler.send(new GetScheduleGroupCommand({ Name: schedules.groupName }));
  const trust = await trustOfRole(clients, schedules.roleArn);
  facts.same(
    'schedules: who may be their role',
    trust.map(({ Principal, Condition }) => [Principal, Condition?.StringEquals?.['aws:SourceArn']]),
    [[{ Service: 'scheduler.amazonaws.com' }, [Arn]]],
  );
  const statements = await statementsOfRole(clients, schedules.roleArn);
  const sending = statements.filter(({ Action }) => !Action.every((action) => action.startsWith('kms:')));
  facts.same('schedules: what they do', sorted(sending.flatMap(({ Action }) => Action)), ['sqs:SendMessage']);
  facts.same(
    'schedules: where they send',
    sorted(sending.flatMap(({ Resource = [] }) => Resource)),
    sorted(scheduledQueues().map((name) => schedules.queueArn(name))),
  );
}
