import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FIXTURE_CATALOG } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const { resources } = synthesise();

const list = z.unknown().transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value]));
const statementSchema = z.object({
  Effect: z.string(),
  Action: list.pipe(z.array(z.string())),
  Resource: list,
  Condition: z.unknown().optional(),
});
const roleSchema = z.object({
  Description: z.string(),
  ManagedPolicyArns: z.array(z.unknown()).default([]),
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) })).default([]),
});

const roles = new Map(
  resources('AWS::IAM::Role').map(({ Properties }) => {
    const role = roleSchema.parse(Properties);
    const statements = role.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    return [role.Description, { ...role, statements }];
  }),
);

function roleOf(name: string) {
  const role = roles.get(`What ${name} may do`);
  if (role === undefined) throw new Error(`No role for ${name}`);
  return role;
}

/** What a role may do with one service, sorted. */
function actionsOf(name: string, service: string): string[] {
  const granted = roleOf(name).statements.filter(({ Effect }) => Effect === 'Allow');
  const actions = granted.flatMap(({ Action }) => Action);
  return [...new Set(actions.filter((action) => action.startsWith(`${service}:`)))].sort();
}

const READ = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];

describe('a role', () => {
  test.each([
    ['whatsapp-webhook', { dynamodb: WRITE, sqs: [], states: [], secretsmanager: ['secretsmanager:GetSecretValue'] }],
    [
      'approvals-api',
      {
        dynamodb: [...READ, ...WRITE].sort(),
        sqs: [],
        states: ['states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess'],
        secretsmanager: [],
      },
    ],
    ['change-router', { dynamodb: STREAM, sqs: ['sqs:SendMessage'], states: [], secretsmanager: [] }],
    [
      'inbound-worker',
      {
        dynamodb: [...READ, ...WRITE].sort(),
        sqs: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        states: ['states:StartExecution'],
        secretsmanager: [],
      },
    ],
    ['sweep', { dynamodb: READ, sqs: ['sqs:SendMessage'], states: [], secretsmanager: [] }],
    ['mission-plan', { dynamodb: [...READ, ...WRITE].sort(), sqs: [], states: [], secretsmanager: [] }],
  ])('of %s holds exactly the actions of its rights and trigger', (name, expected) => {
    const found = Object.fromEntries(Object.keys(expected).map((service) => [service, actionsOf(name, service)]));
    expect(found).toEqual(expected);
  });

  test.each(FIXTURE_CATALOG.map(({ name }) => name))('of %s has no wildcard, no managed policy, no scan', (name) => {
    const { ManagedPolicyArns, statements } = roleOf(name);
    expect(ManagedPolicyArns).toEqual([]);
    for (const { Action, Resource } of statements.filter(({ Effect }) => Effect === 'Allow')) {
      for (const action of Action) {
        expect(action).not.toContain('*');
        expect(action).not.toMatch(/Scan|PartiQL|BatchWrite/);
      }
      expect(JSON.stringify(Resource)).not.toContain('*');
    }
  });

  test('reads indexes by their names, and only by query', () => {
    const onIndexes = roleOf('sweep').statements.filter(({ Resource }) => JSON.stringify(Resource).includes('/index/'));
    expect(onIndexes.map(({ Action }) => Action)).toEqual([['dynamodb:Query']]);
    const targets = JSON.stringify(onIndexes[0]?.Resource);
    expect(targets).toContain('/index/GSI1');
    expect(targets).toContain('/index/GSI2');
  });

  test('that only writes does not see the indexes', () => {
    const granted = roleOf('whatsapp-webhook').statements.filter(({ Effect }) => Effect === 'Allow');
    expect(JSON.stringify(granted)).not.toContain('/index/');
  });

  test('uses the storage key through the services of its rights alone', () => {
    const encrypting = roleOf('whatsapp-webhook').statements.filter(({ Action }) =>
      Action.some((action) => action.startsWith('kms:')),
    );
    const services = encrypting.map(({ Condition }) => JSON.stringify(Condition));
    expect(services.every((condition) => condition.includes('kms:ViaService'))).toBe(true);
    expect(services.some((condition) => condition.includes('dynamodb.sa-east-1.amazonaws.com'))).toBe(true);
    expect(services.some((condition) => condition.includes('secretsmanager.sa-east-1.amazonaws.com'))).toBe(true);
  });

  test('opens the data key only with the right to it', () => {
    const unconditional = (name: string) =>
      roleOf(name).statements.filter(
        ({ Action, Condition }) => Condition === undefined && Action.some((action) => action.startsWith('kms:')),
      );
    expect(unconditional('approvals-api').map(({ Action }) => Action)).toEqual([
      ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    ]);
    expect(unconditional('sweep')).toEqual([]);
  });

  test('reads the one parameter that it has the right to, and nothing else of Parameter Store', () => {
    const reading = roleOf('whatsapp-webhook').statements.filter(({ Action }) =>
      Action.some((action) => action.startsWith('ssm:')),
    );
    expect(reading.map(({ Action, Resource }) => [Action, Resource.length])).toEqual([[['ssm:GetParameter'], 1]]);
    expect(JSON.stringify(reading)).toContain(':parameter/bos/dev/whatsapp-graph-url');
    expect(actionsOf('sweep', 'ssm')).toEqual([]);
  });

  test('reaches only its own queue', () => {
    const consumed = roleOf('emergency-worker').statements.filter(({ Action }) =>
      Action.includes('sqs:ReceiveMessage'),
    );
    expect(consumed.map(({ Resource }) => Resource.length)).toEqual([1]);
    expect(JSON.stringify(consumed)).toContain('emergency');
  });

  test('gets the X-Ray actions, the only ones on *, when tracing is on', () => {
    const traced = synthesise({ context: { tracing: true } });
    const statements = traced
      .resources('AWS::IAM::Role')
      .map(({ Properties }) => roleSchema.parse(Properties))
      .filter(({ Description }) => Description !== 'What the mission state machine may do')
      .flatMap(({ Policies }) => Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement));
    const onEverything = statements.filter(({ Resource }) => Resource.includes('*'));
    expect(onEverything).toHaveLength(FIXTURE_CATALOG.length);
    for (const { Action } of onEverything) {
      expect(Action.every((action) => action.startsWith('xray:'))).toBe(true);
    }
  });
});

describe('a function', () => {
  const functionSchema = z.object({
    FunctionName: z.string(),
    Runtime: z.string(),
    Architectures: z.array(z.string()),
    Timeout: z.number(),
    MemorySize: z.number(),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  });
  const functions = new Map(
    resources('AWS::Lambda::Function').map(({ Properties }) => {
      const fn = functionSchema.parse(Properties);
      return [fn.FunctionName.replace('bos-dev-', ''), fn];
    }),
  );

  test.each(FIXTURE_CATALOG)('$name runs on ARM and Node 24 within the limits of its definition', (definition) => {
    expect(functions.get(definition.name)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: definition.timeoutSeconds,
      MemorySize: definition.memoryMegabytes,
    });
  });

  test.each([
    [
      'whatsapp-webhook',
      [
        'JWT_ISSUER',
        'PARAMETER_NAME_WHATSAPP_GRAPH_URL',
        'SECRET_ARN_WHATSAPP_APP_SECRET',
        'SECRET_ARN_WHATSAPP_VERIFY_TOKEN',
      ],
    ],
    ['approvals-api', ['JWT_ISSUER', 'KEYS_TABLE_NAME', 'KEY_ARN', 'STATE_MACHINE_ARN', 'TENANT_ROLE_ARN']],
    ['change-router', ['QUEUE_URL_EMERGENCY', 'QUEUE_URL_INBOUND']],
    ['mission-plan', []],
  ])('%s is told of what its rights let it use', (name, variables) => {
    const given = Object.keys(functions.get(name)?.Environment.Variables ?? {});
    expect(given.sort()).toEqual(['ASSETS_DIR', 'BOS_ENVIRONMENT', 'TABLE_NAME', ...variables].sort());
  });

  test('logs into a group of its own for 90 days, encrypted', () => {
    const groups = resources('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(FIXTURE_CATALOG.length + 2);
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({ RetentionInDays: 90 });
      expect(Properties).toHaveProperty('KmsKeyId');
    }
  });
});
