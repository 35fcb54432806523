import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { askBackup } from '../plain-calls.ts';
import { policySchema } from '../rights/policy.ts';

const plansSchema = z.object({
  BackupPlansList: z.array(z.object({ BackupPlanId: z.string(), BackupPlanName: z.string() })),
});
const planSchema = z.object({
  BackupPlan: z.object({
    Rules: z.array(
      z.object({
        RuleName: z.string(),
        TargetBackupVaultName: z.string(),
        ScheduleExpression: z.string(),
        Lifecycle: z.object({ DeleteAfterDays: z.number() }),
      }),
    ),
  }),
});
const selectionsSchema = z.object({ BackupSelectionsList: z.array(z.object({ SelectionId: z.string() })) });
const selectionSchema = z.object({
  BackupSelection: z.object({ IamRoleArn: z.string(), Resources: z.array(z.string()) }),
});
const vaultSchema = z.object({ EncryptionKeyArn: z.string(), Locked: z.boolean(), LockDate: z.unknown().optional() });
const accessSchema = z.object({ Policy: z.string() });

/** A plan, its rules and what it copies, as the service has them. */
async function planOf(deployment: Deployment) {
  const { BackupPlansList } = plansSchema.parse(await askBackup(deployment, '/backup/plans/'));
  const [plan] = BackupPlansList;
  const path = `/backup/plans/${plan?.BackupPlanId}`;
  const { Rules } = planSchema.parse(await askBackup(deployment, `${path}/`)).BackupPlan;
  const { BackupSelectionsList } = selectionsSchema.parse(await askBackup(deployment, `${path}/selections/`));
  const selections = BackupSelectionsList.map(async ({ SelectionId }) =>
    selectionSchema.parse(await askBackup(deployment, `${path}/selections/${SelectionId}`)),
  );
  return {
    names: BackupPlansList.map(({ BackupPlanName }) => BackupPlanName),
    rules: Rules,
    selections: (await Promise.all(selections)).map(({ BackupSelection }) => BackupSelection),
  };
}

/** The role as which AWS Backup works. */
export async function backupRoleArn(deployment: Deployment): Promise<string> {
  const { selections } = await planOf(deployment);
  return selections[0]?.IamRoleArn ?? '';
}

export const vaultArn = ({ arn, settings }: Deployment): string =>
  arn('backup', `backup-vault:bos-${settings.environment}`);

async function vaultFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { settings, storageKeyArn } = deployment;
  const path = `/backup-vaults/bos-${settings.environment}`;
  const vault = vaultSchema.parse(await askBackup(deployment, path));
  facts.same('vault of copies: encrypted', vault.EncryptionKeyArn, storageKeyArn);
  facts.same('vault of copies: locked', vault.Locked, settings.backupLock !== 'none');
  facts.same('vault of copies: locked for good', Boolean(vault.LockDate), settings.backupLock === 'compliance');
  const { Policy } = accessSchema.parse(await askBackup(deployment, `${path}/access-policy`));
  const denied = policySchema
    .parse(JSON.parse(Policy))
    .Statement.flatMap(({ Effect, Action }) => (Effect === 'Deny' ? Action : []));
  facts.hold(
    'vault of copies: nobody removes one by hand',
    denied.includes('backup:DeleteRecoveryPoint') ? undefined : `its policy denies ${denied.join(', ') || 'nothing'}`,
  );
}

/** The table is copied every day and every month, keys are not; and whoever was erased is remembered for longer than any copy. */
export async function backupFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { clients, erasuresBucket, settings, surroundings } = deployment;
  const { names, rules, selections } = await planOf(deployment);
  facts.same('plans of copies', names, [`bos-${settings.environment}`]);
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: surroundings.tableName }));
  facts.same(
    'copied',
    selections.flatMap(({ Resources }) => Resources),
    [Table?.TableArn],
  );
  facts.same(
    'copies',
    rules.map(({ RuleName, TargetBackupVaultName }) => [RuleName, TargetBackupVaultName]),
    ['daily', 'monthly'].map((name) => [name, `bos-${settings.environment}`]),
  );
  await vaultFacts(deployment, facts);
  const { ObjectLockConfiguration } = await clients.s3.send(
    new GetObjectLockConfigurationCommand({ Bucket: erasuresBucket }),
  );
  const lockedDays = ObjectLockConfiguration?.Rule?.DefaultRetention?.Days ?? 0;
  const oldest = Math.max(...rules.map(({ Lifecycle }) => Lifecycle.DeleteAfterDays));
  facts.hold(
    'ledger of erasures: outlives every copy',
    lockedDays > oldest ? undefined : `it is locked for ${lockedDays} days, and a copy is kept for ${oldest}`,
  );
}
