import { ArnFormat, Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  type LockConfiguration,
} from 'aws-cdk-lib/aws-backup';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/** As far back as the table can be taken to any second: beyond it there are only the monthly copies. */
const DAILY_KEPT = Duration.days(35);
/** Shorter than the record of erasures is locked for, so that whoever is restored from a copy is erased again. */
const MONTHLY_KEPT = Duration.days(365);
/** Before a lock for good holds, it may be taken back for so long. AWS asks for three days at least. */
const SECOND_THOUGHTS = Duration.days(7);

export interface TableBackupsProps {
  readonly settings: Settings;
  readonly table: TableV2;
  /** Of the table and of its copies. */
  readonly key: IKey;
}

/**
 * Copies of the table beside its own recovery: for what is noticed late, and for the day on which somebody deletes the
 * table with its recovery. They hold no keys: who was erased since cannot be read in them. Documents have their versions.
 */
export class TableBackups extends Construct {
  constructor(scope: Construct, id: string, { settings, table, key }: TableBackupsProps) {
    super(scope, id);
    const { environment, backupLock } = settings;
    const lockConfiguration = lockOf(backupLock);
    const backupVaultName = `bos-${environment}`;
    const backupVault = new BackupVault(this, 'Vault', {
      backupVaultName,
      encryptionKey: key,
      // Copies go when their time has come, not when somebody says so.
      blockRecoveryPointDeletion: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(lockConfiguration && { lockConfiguration }),
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `bos-${environment}`,
      backupVault,
      backupPlanRules: [
        rule('daily', Schedule.cron({ minute: '0', hour: '5' }), DAILY_KEPT),
        rule('monthly', Schedule.cron({ minute: '0', hour: '7', day: '1' }), MONTHLY_KEPT),
      ],
    });
    plan.addSelection('Table', {
      backupSelectionName: 'table',
      resources: [BackupResource.fromArn(table.tableArn)],
      role: this.role(table, key, backupVaultName),
      disableDefaultBackupPolicy: true,
    });
  }

  /** What AWS's own policy for all kinds of backups grants everywhere, for this one table. */
  private role({ tableArn }: TableV2, { keyArn }: IKey, resourceName: string): Role {
    const vaultArn = Stack.of(this).formatArn({
      service: 'backup',
      resource: 'backup-vault',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const role = new Role(this, 'Role', {
      description: 'What AWS Backup may do',
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    });
    const allow = (actions: readonly string[], resource: string, conditions = {}): void => {
      role.addToPolicy(
        new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [resource], conditions }),
      );
    };
    allow(['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'], tableArn);
    allow(['backup:DescribeBackupVault'], vaultArn);
    allow(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], keyArn);
    allow(['kms:CreateGrant'], keyArn, { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
    return role;
  }
}

function rule(ruleName: string, scheduleExpression: Schedule, deleteAfter: Duration): BackupPlanRule {
  return new BackupPlanRule({
    ruleName,
    scheduleExpression,
    scheduleExpressionTimezone: TimeZone.ETC_UTC,
    deleteAfter,
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(8),
  });
}

/** `governance`: whoever has the right may take the lock away; `compliance`: nobody, not even AWS, after a week. */
function lockOf(backupLock: Settings['backupLock']): LockConfiguration | undefined {
  const bounds = { minRetention: DAILY_KEPT, maxRetention: MONTHLY_KEPT };
  switch (backupLock) {
    case 'none':
      return undefined;
    case 'governance':
      return bounds;
    case 'compliance':
      return { ...bounds, changeableFor: SECOND_THOUGHTS };
  }
}
