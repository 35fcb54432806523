import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { substitutionName } from '../../lib/mission-substitutions.ts';
import { synthesise } from './synthesise.ts';

const steps = CATALOG.filter(({ trigger }) => trigger.kind === 'mission-step');
const missionDefinition = JSON.stringify({
  StartAt: 'All',
  States: {
    All: { Type: 'Pass', Comment: steps.map(({ name }) => `\${${substitutionName(name)}}`).join(), End: true },
  },
});
// What schedules, and what the state machine calls.
const catalog = [...CATALOG.filter(({ rights }) => rights.some(({ kind }) => kind === 'schedule')), ...steps];
const { missions, resources } = synthesise({ catalog, queues: Object.values(QUEUES), missionDefinition });

describe('one-time schedules', () => {
  test('are in a group of their own, which sends with a role that only the Scheduler takes, for this group alone', () => {
    missions.hasResourceProperties('AWS::Scheduler::ScheduleGroup', { Name: 'bos-dev-schedules' });
    missions.hasResourceProperties('AWS::IAM::Role', {
      Description: 'What EventBridge Scheduler may do for our schedules',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': Match.anyValue(),
                'aws:SourceArn': { 'Fn::GetAtt': Match.arrayWith(['Arn']) },
              },
            },
          }),
        ],
      },
    });
  });

  test('reach the queue of timers and no other, and that queue makes ids of the content', () => {
    const role = resources('AWS::IAM::Role').find(
      ({ Properties }) => Properties.Description === 'What EventBridge Scheduler may do for our schedules',
    );
    const policies = JSON.stringify(role?.Properties.Policies);
    const timers = resources('AWS::SQS::Queue').find(
      ({ Properties }) => Properties.QueueName === 'bos-dev-timers.fifo',
    );
    expect(policies.match(/sqs:SendMessage/g)).toHaveLength(1);
    expect(policies).toContain(JSON.stringify({ 'Fn::GetAtt': [timers?.logicalId, 'Arn'] }));
    const byContent = resources('AWS::SQS::Queue').filter(({ Properties }) => Properties.ContentBasedDeduplication);
    expect(byContent.map(({ logicalId }) => logicalId)).toEqual([timers?.logicalId]);
  });

  test('are made by the function of timers and by the reconciliation, which are told of group, role and queue and hand the role to the Scheduler alone', () => {
    missions.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'bos-dev-queue-timers',
      Environment: {
        Variables: Match.objectLike({
          SCHEDULE_GROUP: Match.anyValue(),
          SCHEDULE_ROLE_ARN: { 'Fn::GetAtt': Match.arrayWith(['Arn']) },
          QUEUE_ARN_TIMERS: { 'Fn::GetAtt': Match.arrayWith(['Arn']) },
          STATE_MACHINE_ARN: Match.anyValue(),
        }),
      },
    });
    const roles = resources('AWS::IAM::Role').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('scheduler:CreateSchedule'),
    );
    expect(roles.map(({ Properties }) => Properties.Description)).toEqual([
      'What queue-timers may do',
      'What schedule-reconcile-access may do',
    ]);
    const rights = JSON.stringify(roles[0]?.Properties.Policies);
    expect(rights).toContain('"iam:PassedToService":"scheduler.amazonaws.com"');
    expect(rights).toMatch(/:schedule\/bos-dev-schedules\/\*/);
    expect(rights).toMatch(/states:DescribeExecution.*states:StopExecution/);
    expect(rights).not.toContain('states:StartExecution');
  });
});
