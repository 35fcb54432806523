import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import { keyThrough, on, type Permission, READ_ENCRYPTED } from './permission.ts';
import { permittedOnKeys, permittedOnTable } from './permitted-items.ts';

function permittedOnMissions(access: Extract<Right, { kind: 'missions' }>['access']): Permission[] {
  switch (access) {
    case 'start':
      return on('machine', 'states:StartExecution');
    case 'answer':
      return on('machine', 'states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat');
    case 'end':
      return on('execution', 'states:DescribeExecution', 'states:StopExecution');
    default:
      return access satisfies never;
  }
}

function permittedByRight(right: Right, definition: FunctionDefinition): Permission[] {
  switch (right.kind) {
    case 'table':
      return permittedOnTable(right.access, definition);
    case 'send':
      return [...on(`queue:${right.queue}`, 'sqs:SendMessage'), ...keyThrough('sqs', 'Decrypt', 'GenerateDataKey')];
    case 'missions':
      return [...permittedOnMissions(right.access), ...keyThrough('states', 'Decrypt', 'GenerateDataKey')];
    case 'schedule':
      return [
        ...on('schedule', 'scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'),
        ...on('schedule-role to Scheduler', 'iam:PassRole'),
      ];
    case 'documents': {
      const writes = right.access === 'read-write';
      return [
        ...on('document', 's3:GetObject', ...(writes ? ['s3:PutObject', 's3:DeleteObject'] : [])),
        ...on('documents-bucket', 's3:ListBucket'),
        ...keyThrough('s3', 'Decrypt', ...(writes ? ['GenerateDataKey'] : [])),
      ];
    }
    case 'data-key':
      return permittedOnKeys(right.destroys === true, definition);
    case 'secret':
      return [
        ...on(`secret:${right.name}`, 'secretsmanager:GetSecretValue'),
        ...keyThrough('secretsmanager', 'Decrypt'),
      ];
    case 'parameter':
      return on(`parameter:${right.name}`, 'ssm:GetParameter');
    default:
      return right satisfies never;
  }
}

/** Lambda reads queues and streams with the function's own role. */
function permittedByTrigger({ trigger }: FunctionDefinition): Permission[] {
  switch (trigger.kind) {
    case 'queue':
      return [
        ...on(
          `queue:${trigger.queue}`,
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
        ),
        ...keyThrough('sqs', 'Decrypt'),
      ];
    case 'stream':
      return [
        ...on(
          'stream',
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ),
        ...on('queue:stream-failures', 'sqs:SendMessage'),
        ...keyThrough('dynamodb', ...READ_ENCRYPTED),
        ...keyThrough('streams.dynamodb', ...READ_ENCRYPTED),
        ...keyThrough('sqs', 'Decrypt', 'GenerateDataKey'),
      ];
    case 'http':
    case 'schedule':
    case 'mission-step':
      return [];
    default:
      return trigger satisfies never;
  }
}

/**
 * All that a function may do, from the catalog and from what AWS documents of each use: said apart from the constructs
 * that write its role, so that one can be held against the other.
 */
export function permittedTo(definition: FunctionDefinition, settings: { readonly tracing: boolean }): Set<Permission> {
  return new Set([
    ...on('own-log', 'logs:CreateLogStream', 'logs:PutLogEvents'),
    ...(settings.tracing
      ? on(
          'anything',
          'xray:PutTraceSegments',
          'xray:PutTelemetryRecords',
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
        )
      : []),
    ...permittedByTrigger(definition),
    ...definition.rights.flatMap((right) => permittedByRight(right, definition)),
  ]);
}
