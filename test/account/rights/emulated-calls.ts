import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import type { AccountClients } from '../account-clients.ts';

export type EmulatedCall = (clients: AccountClients, arn: string) => Promise<unknown>;

const afterSlash = (arn: string): string => arn.split('/')[1] ?? '';
const table = (arn: string) => ({ TableName: afterSlash(arn) });
const index = (arn: string) => ({ ...table(arn), IndexName: arn.split('/')[3] });
const onIndex = (arn: string) => (arn.includes('/index/') ? index(arn) : table(arn));
/** A queue by what its URL must be; the emulator reads account and name from it. */
const queue = (arn: string) => ({ QueueUrl: `https://sqs.amazonaws.com/${arn.split(':').slice(-2).join('/')}` });
const parameter = (arn: string) => ({ Name: `/${arn.split(':parameter/').at(-1)}` });

const object = (arn: string) => {
  const [Bucket, ...Key] = arn.replace('arn:aws:s3:::', '').split('/');
  return { Bucket, Key: Key.join('/') };
};
const schedule = (arn: string) => ({ GroupName: afterSlash(arn), Name: arn.split('/')[2] });

/**
 * Calls that the emulator judges by their resource, each short of something: who is let through is then refused for that,
 * and nothing is written, sent, started or deleted. Batches, transactions, streams, keys and logs are not
 * among them, for it cannot tell which resource they are about.
 */
export const EMULATED_CALLS: Readonly<Record<string, EmulatedCall>> = {
  'dynamodb:GetItem': ({ dynamodb }, arn) => dynamodb.send(new GetItemCommand({ ...table(arn), Key: {} })),
  'dynamodb:Query': ({ dynamodb }, arn) => dynamodb.send(new QueryCommand(onIndex(arn))),
  'dynamodb:Scan': ({ dynamodb }, arn) => dynamodb.send(new ScanCommand({ ...onIndex(arn), Limit: -1 })),
  'dynamodb:PutItem': ({ dynamodb }, arn) => dynamodb.send(new PutItemCommand({ ...table(arn), Item: {} })),
  'dynamodb:UpdateItem': ({ dynamodb }, arn) => dynamodb.send(new UpdateItemCommand({ ...table(arn), Key: {} })),
  'dynamodb:DeleteItem': ({ dynamodb }, arn) => dynamodb.send(new DeleteItemCommand({ ...table(arn), Key: {} })),
  'dynamodb:DescribeTable': ({ dynamodb }, arn) => dynamodb.send(new DescribeTableCommand(table(arn))),
  'dynamodb:UpdateTable': ({ dynamodb }, arn) => dynamodb.send(new UpdateTableCommand(table(arn))),
  'dynamodb:DeleteTable': ({ dynamodb }, arn) => dynamodb.send(new DeleteTableCommand(table(arn))),
  'dynamodb:UpdateTimeToLive': ({ dynamodb }, arn) =>
    dynamodb.send(new UpdateTimeToLiveCommand({ ...table(arn), TimeToLiveSpecification: undefined })),
  'sqs:SendMessage': ({ sqs }, arn) => sqs.send(new SendMessageCommand({ ...queue(arn), MessageBody: '' })),
  'sqs:ReceiveMessage': ({ sqs }, arn) =>
    sqs.send(new ReceiveMessageCommand({ ...queue(arn), MaxNumberOfMessages: 11 })),
  'sqs:DeleteMessage': ({ sqs }, arn) => sqs.send(new DeleteMessageCommand({ ...queue(arn), ReceiptHandle: 'none' })),
  'sqs:ChangeMessageVisibility': ({ sqs }, arn) =>
    sqs.send(new ChangeMessageVisibilityCommand({ ...queue(arn), ReceiptHandle: 'none', VisibilityTimeout: -1 })),
  'sqs:GetQueueAttributes': ({ sqs }, arn) => sqs.send(new GetQueueAttributesCommand(queue(arn))),
  'sqs:SetQueueAttributes': ({ sqs }, arn) =>
    sqs.send(new SetQueueAttributesCommand({ ...queue(arn), Attributes: undefined })),
  'sqs:PurgeQueue': ({ sqs }, arn) => sqs.send(new PurgeQueueCommand(queue(arn))),
  'sqs:DeleteQueue': ({ sqs }, arn) => sqs.send(new DeleteQueueCommand(queue(arn))),
  'secretsmanager:GetSecretValue': ({ secrets }, arn) => secrets.send(new GetSecretValueCommand({ SecretId: arn })),
  'secretsmanager:DescribeSecret': ({ secrets }, arn) => secrets.send(new DescribeSecretCommand({ SecretId: arn })),
  'secretsmanager:PutSecretValue': ({ secrets }, arn) => secrets.send(new PutSecretValueCommand({ SecretId: arn })),
  'secretsmanager:DeleteSecret': ({ secrets }, arn) =>
    secrets.send(new DeleteSecretCommand({ SecretId: arn, RecoveryWindowInDays: 1 })),
  'ssm:GetParameter': ({ ssm }, arn) => ssm.send(new GetParameterCommand(parameter(arn))),
  'ssm:GetParametersByPath': ({ ssm }, arn) =>
    ssm.send(new GetParametersByPathCommand({ Path: parameter(arn).Name, MaxResults: 11 })),
  'ssm:PutParameter': ({ ssm }, arn) => ssm.send(new PutParameterCommand({ ...parameter(arn), Value: '' })),
  'ssm:DeleteParameter': ({ ssm }, arn) => ssm.send(new DeleteParameterCommand(parameter(arn))),
  'states:StartExecution': ({ states }, arn) =>
    states.send(new StartExecutionCommand({ stateMachineArn: arn, input: 'no JSON' })),
  'states:UpdateStateMachine': ({ states }, arn) =>
    states.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition: 'no JSON' })),
  'states:DeleteStateMachine': ({ states }, arn) =>
    states.send(new DeleteStateMachineCommand({ stateMachineArn: arn })),
  'states:DescribeExecution': ({ states }, arn) => states.send(new DescribeExecutionCommand({ executionArn: arn })),
  'states:StopExecution': ({ states }, arn) => states.send(new StopExecutionCommand({ executionArn: arn })),
  's3:GetObject': ({ s3 }, arn) => s3.send(new GetObjectCommand(object(arn))),
  's3:DeleteObject': ({ s3 }, arn) => s3.send(new DeleteObjectCommand(object(arn))),
  's3:ListBucket': ({ s3 }, arn) => s3.send(new ListObjectsV2Command({ Bucket: arn.split(':::')[1] })),
  'scheduler:DeleteSchedule': ({ scheduler }, arn) => scheduler.send(new DeleteScheduleCommand(schedule(arn))),
  'scheduler:GetSchedule': ({ scheduler }, arn) => scheduler.send(new GetScheduleCommand(schedule(arn))),
  'iam:CreateUser': ({ iam }) => iam.send(new CreateUserCommand({ UserName: '' })),
  'cloudformation:DeleteStack': ({ cloudFormation }) =>
    cloudFormation.send(new DeleteStackCommand({ StackName: 'none' })),
};
