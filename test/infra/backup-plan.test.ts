import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { synthesise } from './synthesise.ts';

const { data, resources } = synthesise();

describe('copies of the table', () => {
  test('are made each day and each month, and go after 35 days and a year', () => {
    data.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanName: 'bos-dev',
        BackupPlanRule: [
          Match.objectLike({
            RuleName: 'daily',
            ScheduleExpression: 'cron(0 5 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
          }),
          Match.objectLike({
            RuleName: 'monthly',
            ScheduleExpression: 'cron(0 7 1 * ? *)',
            Lifecycle: { DeleteAfterDays: 365 },
          }),
        ],
      },
    });
  });

  test('are of the table of data alone: neither its keys nor the record of erasures may be brought back', () => {
    const [table] = resources('AWS::DynamoDB::GlobalTable').filter(
      ({ Properties }) => Properties.TableName === 'bos-data-dev',
    );
    data.resourceCountIs('AWS::Backup::BackupSelection', 1);
    data.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: Match.objectLike({ Resources: [{ 'Fn::GetAtt': [table?.logicalId, 'Arn'] }] }),
    });
  });

  test('lie in a vault that outlives its stack, under a key of ours, in which nobody deletes any', () => {
    const [vault] = resources('AWS::Backup::BackupVault');
    expect(vault?.DeletionPolicy).toBe('Retain');
    data.hasResourceProperties('AWS::Backup::BackupVault', {
      EncryptionKeyArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StorageKey'), 'Arn'] },
      AccessPolicy: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            Principal: { AWS: '*' },
          }),
        ],
      },
      LockConfiguration: Match.absent(),
    });
  });

  test.each([
    ['governance', { MinRetentionDays: 35, MaxRetentionDays: 365, ChangeableForDays: Match.absent() }],
    ['compliance', { MinRetentionDays: 35, MaxRetentionDays: 365, ChangeableForDays: 7 }],
  ])('are locked when the operator chooses %s', (backupLock, LockConfiguration) => {
    synthesise({ context: { backupLock } }).data.hasResourceProperties('AWS::Backup::BackupVault', {
      LockConfiguration,
    });
  });
});
