import { CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { accountClients } from './account-clients.ts';
import { type EmulatedAccount, startEmulatedAccount } from './emulated-account.ts';
import { askBackup } from './plain-calls.ts';

const REGION = 'sa-east-1';
const plansSchema = z.object({ BackupPlansList: z.array(z.object({ BackupPlanId: z.string() })) });
const INERT = 'AWS::WAFv2::WebACL';

let account: EmulatedAccount;
let clients: ReturnType<typeof accountClients>;

beforeAll(async () => {
  account = await startEmulatedAccount([INERT]);
  clients = accountClients(account.endpoint, REGION);
});

afterAll(() => account.stop());

function create(StackName: string, Type: string, Properties: object, protect = false): Promise<unknown> {
  const TemplateBody = JSON.stringify({ Resources: { One: { Type, Properties } } });
  return clients.cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody, EnableTerminationProtection: protect }),
  );
}

const queueNames = async (): Promise<string[]> => {
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
  return QueueUrls.map((url) => url.split('/').at(-1) ?? '');
};

describe('the emulated account', () => {
  test('makes what a template says in the service itself, and takes it away with the stack', async () => {
    await create('queues', 'AWS::SQS::Queue', { QueueName: 'one' });
    expect(await queueNames()).toEqual(['one']);
    await clients.cloudFormation.send(new DeleteStackCommand({ StackName: 'queues' }));
    expect(await queueNames()).toEqual([]);
  });

  test('refuses a resource type that it does not know, and takes one that is named as inert', async () => {
    await expect(create('unknown', 'AWS::Kinesis::Stream', {})).rejects.toThrow('AWS::Kinesis::Stream');
    await create('inert', INERT, { Anything: 'at all' });
    const { Stacks } = await clients.cloudFormation.send(new DescribeStacksCommand({ StackName: 'inert' }));
    expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
  });

  test('refuses a property that it does not know, and a value that the service would not take', async () => {
    await expect(create('property', 'AWS::SQS::Queue', { Colour: 'red' })).rejects.toThrow('Colour');
    const group = { LogGroupName: 'not allowed: spaces' };
    await expect(create('value', 'AWS::Logs::LogGroup', group)).rejects.toThrow('does not match');
  });

  test('keeps a stack that is protected', async () => {
    await create('protected', 'AWS::SQS::Queue', { QueueName: 'kept' }, true);
    const deletion = clients.cloudFormation.send(new DeleteStackCommand({ StackName: 'protected' }));
    await expect(deletion).rejects.toThrow('TerminationProtection');
    expect(await queueNames()).toContain('kept');
  });

  test('holds what a plan copies, which goes with the plan', async () => {
    const place = { endpoint: account.endpoint, region: REGION };
    const Rule = { RuleName: 'daily', TargetBackupVault: { Ref: 'Vault' }, Lifecycle: { DeleteAfterDays: 35 } };
    const IamRoleArn = 'arn:aws:iam::123456789012:role/one';
    const TemplateBody = JSON.stringify({
      Resources: {
        Vault: {
          Type: 'AWS::Backup::BackupVault',
          Properties: { BackupVaultName: 'one', LockConfiguration: { MinRetentionDays: 35 } },
        },
        Plan: {
          Type: 'AWS::Backup::BackupPlan',
          Properties: { BackupPlan: { BackupPlanName: 'one', BackupPlanRule: [Rule] } },
        },
        Selection: {
          Type: 'AWS::Backup::BackupSelection',
          Properties: {
            BackupPlanId: { Ref: 'Plan' },
            BackupSelection: { SelectionName: 'table', IamRoleArn, Resources: ['arn:aws:dynamodb:::table/one'] },
          },
        },
      },
    });
    await clients.cloudFormation.send(new CreateStackCommand({ StackName: 'copies', TemplateBody }));
    expect(await askBackup(place, '/backup-vaults/one')).toMatchObject({ Locked: true, MinRetentionDays: 35 });
    const { BackupPlansList: plans } = plansSchema.parse(await askBackup(place, '/backup/plans/'));
    const selections = await askBackup(place, `/backup/plans/${plans[0]?.BackupPlanId}/selections/`);
    expect(selections.BackupSelectionsList).toHaveLength(1);
    await clients.cloudFormation.send(new DeleteStackCommand({ StackName: 'copies' }));
    expect(await askBackup(place, '/backup/plans/')).toEqual({ BackupPlansList: [] });
  });

  test('judges who calls only while it is asked to', async () => {
    await account.judgeCallers(true);
    const call = clients.sqs.send(new ListQueuesCommand({}));
    await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await account.judgeCallers(false);
    await expect(queueNames()).resolves.toBeDefined();
  });

  test('is gone after its stop', async () => {
    const another = await startEmulatedAccount([]);
    await another.stop();
    expect(() => process.kill(another.pid, 0)).toThrow('ESRCH');
  });
});
