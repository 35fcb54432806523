import type { ScheduleSurroundings } from '@bos/aws/function-environment';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { ScheduleTargets } from './function-rights.ts';

export interface ScheduleGroupProps {
  readonly environment: string;
  readonly region: string;
  /** Encrypts the queues. */
  readonly storageKeyArn: string;
  /** The queues to which messages are scheduled, by their names. */
  readonly queueArns: ReadonlyMap<string, string>;
}

/** What functions that schedule are told of, and what they are given rights on. */
export interface ScheduleAddress extends ScheduleSurroundings, ScheduleTargets {}

/** The queues to which functions of the catalog may have messages sent at a time. */
export function scheduledQueues(catalog: readonly FunctionDefinition[]): ReadonlySet<string> {
  return new Set(
    catalog.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === 'schedule' ? [right.queue] : []))),
  );
}

/**
 * The group of the one-time schedules, which functions make and which go with the group, and the role with which
 * EventBridge Scheduler sends for them: to those queues alone, and for schedules of this group alone. A schedule holds
 * ids, no more than a queue's message does.
 */
export class ScheduleGroup extends Construct {
  readonly address: ScheduleAddress;

  constructor(scope: Construct, id: string, props: ScheduleGroupProps) {
    super(scope, id);
    const { environment, region, storageKeyArn, queueArns } = props;
    const name = physicalName(environment, 'schedules');
    const group = new CfnScheduleGroup(this, 'Group', { name });
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: 'What EventBridge Scheduler may do for our schedules',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': group.attrArn } },
      }),
      inlinePolicies: {
        queues: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [...queueArns.values()] }),
            new PolicyStatement({
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [storageKeyArn],
              conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
            }),
          ],
        }),
      },
    });
    this.address = {
      // The group itself, so that it stands before the functions that use it.
      groupName: group.ref,
      roleArn: role.roleArn,
      scheduleArns: stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${name}/*` }),
      queueArn: (queue) => {
        const arn = queueArns.get(queue);
        if (arn === undefined) throw new Error(`Nothing is scheduled for the queue ${queue}.`);
        return arn;
      },
    };
  }
}
