import type { FunctionDefinition, Right, Trigger } from '@bos/kernel/function-definition';
import { type Grant, spell } from './grants.ts';
import { type NamedPlaces, REGION } from './named-places.ts';

/**
 * What each right and each trigger may be, said a second time on purpose: `lib/constructs/function-rights.ts` is what is
 * judged by it. A kind of right that is not told of here does not compile.
 */

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
const ANSWER = ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'];
const OPEN = ['kms:Decrypt', 'kms:DescribeKey'];
const SEAL = [
  'kms:Encrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
];

const may = (actions: readonly string[], ...places: readonly string[]): Grant[] =>
  places.flatMap((on) =>
    actions.map((action): Grant => ({ effect: 'Allow', principal: '', action, on, conditions: [] })),
  );

/** Use of the storage key by way of a service alone. */
const through = (at: NamedPlaces, actions: readonly string[], ...services: readonly string[]): Grant[] => {
  const by = services.map((service) => `${service}.${REGION}.amazonaws.com`).toSorted();
  return may(actions, at.storageKey).map((grant) => ({
    ...grant,
    conditions: [`StringEquals kms:ViaService ${by.join('|')}`],
  }));
};

type Access = 'read' | 'write' | 'read-write';

const KEYLESS = ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'];
/** Who signs in, and what strangers send. */
const SIGNED_IN = ['IDENTITY#*#*', 'USER#*'];
const PUBLIC = ['CHANNEL#whatsapp#*#CONSENT#*', 'CHANNEL#whatsapp#*#SENDER#*'];
/** Their keys, in the table of the wrapped keys; and those of what a link or a signature opens. */
const KEYS_OF_LINKED = ['KEY#index', 'KEY#platform'];
const KEYS_OF_SIGNED_IN = ['KEY#index', 'KEY#platform', 'USER#*'];
const KEYS_OF_PUBLIC = ['KEY#index', 'KEY#lasting-index', 'KEY#platform', 'KEY#sender#*'];

const onKeys = (grants: readonly Grant[], ...keys: readonly string[]): Grant[] =>
  grants.map((grant) => ({
    ...grant,
    conditions: [`ForAllValues:StringLike dynamodb:LeadingKeys ${keys.join('|')}`, 'Null dynamodb:LeadingKeys false'],
  }));

/** Items of these partitions alone, in the table and its indexes. */
function fencedGrants(access: Access, [inTable, inGsi1, inGsi2]: readonly string[][], at: NamedPlaces): Grant[] {
  const [gsi1 = '', gsi2 = ''] = at.indexes;
  const actions = [...(access === 'write' ? [] : READ), ...(access === 'read' ? [] : WRITE)];
  const queries = [
    ...(inGsi1?.length ? onKeys(may(['dynamodb:Query'], gsi1), ...inGsi1) : []),
    ...(inGsi2?.length ? onKeys(may(['dynamodb:Query'], gsi2), ...inGsi2) : []),
  ];
  const keyless = KEYLESS.map((name) => `dynamodb:${name}`);
  return [
    ...(inTable?.length ? onKeys(may(actions, at.table), ...inTable) : []),
    ...(access === 'write' ? [] : queries),
    ...may(keyless, at.table, ...at.indexes).map((grant): Grant => ({ ...grant, effect: 'Deny' })),
    ...through(at, access === 'read' ? OPEN : [...OPEN, ...SEAL], 'dynamodb'),
  ];
}

const KEEP = ['dynamodb:GetItem', 'dynamodb:PutItem'];

/** Wrapped keys, by their names: those of these partitions, or all. */
function keyGrants(actions: readonly string[], keys: readonly string[] | undefined, at: NamedPlaces): Grant[] {
  const grants = may(actions, at.keysTable);
  return [...(keys === undefined ? grants : onKeys(grants, ...keys)), ...through(at, [...OPEN, ...SEAL], 'dynamodb')];
}

/** What the role may that is taken on for the tenant of a request. */
export function tenantGrants(access: Access, at: NamedPlaces): string[] {
  const own = `BUILDING#\${aws:PrincipalTag/building}`;
  const items = fencedGrants(access, [[own, `${own}#*`], [`${own}#*`], [`${own}#*`]], at);
  return [...new Set([...items, ...keyGrants(KEEP, [own], at)].map(spell))].sort();
}

type Routes = readonly { routeKey: string; public: boolean }[];

/** Who asks: people who have signed in, strangers, or whoever holds a link or a secret of the building that a route names. */
function askedBy(routes: Routes): 'signed-in' | 'strangers' | 'holders' {
  if (routes.some((route) => !route.public)) return 'signed-in';
  return routes.some(({ routeKey }) => routeKey.includes('{buildingId}')) ? 'holders' : 'strangers';
}

const KEYS_OF = { 'signed-in': KEYS_OF_SIGNED_IN, strangers: KEYS_OF_PUBLIC, holders: KEYS_OF_LINKED };

/** What serves HTTP has its part of the directory; the items of a building only by the role of tenants. */
function servingGrants(access: Access, routes: Routes, at: NamedPlaces) {
  const by = askedBy(routes);
  if (by === 'strangers') return fencedGrants(access, [PUBLIC, [], []], at);
  const listsOwn = routes.some((route) => !route.public && !route.routeKey.includes('{buildingId}'));
  return [
    ...fencedGrants(access, [by === 'holders' ? [] : SIGNED_IN, listsOwn ? ['USER#*'] : [], []], at),
    ...may(['sts:AssumeRole', 'sts:TagSession'], at.tenantRole(access)),
  ];
}

function tableGrants(access: Access, trigger: Trigger, at: NamedPlaces): Grant[] {
  if (trigger.kind === 'http') return servingGrants(access, trigger.routes, at);
  const reads = [...may(READ, at.table), ...may(['dynamodb:Query'], ...at.indexes)];
  return [
    ...(access === 'write' ? [] : reads),
    ...(access === 'read' ? [] : may(WRITE, at.table)),
    ...through(at, access === 'read' ? OPEN : [...OPEN, ...SEAL], 'dynamodb'),
  ];
}

function missionGrants(access: 'start' | 'answer' | 'end', at: NamedPlaces): Grant[] {
  switch (access) {
    case 'start':
      return may(['states:StartExecution'], at.stateMachine);
    case 'answer':
      return may(ANSWER, at.stateMachine);
    case 'end':
      return may(['states:DescribeExecution', 'states:StopExecution'], at.executions);
  }
}

/** To make schedules, and to hand the role on with which they send: that carries no more than sending to those queues. */
function scheduleGrants(at: NamedPlaces): Grant[] {
  const toScheduler = 'StringEquals iam:PassedToService scheduler.amazonaws.com';
  return [
    ...may(['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'], at.schedules),
    ...may(['iam:PassRole'], at.scheduleRole()).map((grant) => ({ ...grant, conditions: [toScheduler] })),
  ];
}

function documentGrants(access: 'read' | 'read-write', at: NamedPlaces): Grant[] {
  const reads = access === 'read';
  return [
    ...may(reads ? ['s3:GetObject'] : ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `${at.bucket}/*`),
    ...may(['s3:ListBucket'], at.bucket),
    ...through(at, reads ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'], 's3'),
  ];
}

function rightGrants(right: Right, trigger: Trigger, at: NamedPlaces): Grant[] {
  switch (right.kind) {
    case 'table':
      return tableGrants(right.access, trigger, at);
    case 'send':
      return [
        ...may(['sqs:SendMessage'], at.queue(right.queue)),
        ...through(at, ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ];
    case 'missions':
      return [...missionGrants(right.access, at), ...through(at, ['kms:Decrypt', 'kms:GenerateDataKey'], 'states')];
    case 'data-key': {
      const keys = trigger.kind === 'http' ? KEYS_OF[askedBy(trigger.routes)] : undefined;
      return [
        ...may(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], at.dataKey),
        ...keyGrants(right.destroys ? [...KEEP, 'dynamodb:DeleteItem'] : KEEP, keys, at),
      ];
    }
    case 'secret':
      return [
        ...may(['secretsmanager:GetSecretValue'], at.secret(right.name)),
        ...through(at, ['kms:Decrypt'], 'secretsmanager'),
      ];
    case 'schedule':
      return scheduleGrants(at);
    case 'documents':
      return documentGrants(right.access, at);
    case 'parameter':
      return may(['ssm:GetParameter'], at.parameter(right.name));
  }
}

function triggerGrants(trigger: Trigger, at: NamedPlaces): Grant[] {
  switch (trigger.kind) {
    case 'http':
    case 'schedule':
    case 'mission-step':
      return [];
    case 'queue':
      return [...may(CONSUME, at.queue(trigger.queue)), ...through(at, ['kms:Decrypt'], 'sqs')];
    case 'stream':
      return [
        ...may(STREAM, at.stream),
        ...through(at, OPEN, 'dynamodb', 'streams.dynamodb'),
        ...may(['sqs:SendMessage'], at.streamFailures),
        ...through(at, ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ];
  }
}

/** Everything that the function's role may do, spelled, each once, sorted. */
export function expectedGrants(definition: FunctionDefinition, at: NamedPlaces): string[] {
  const grants = [
    ...may(['logs:CreateLogStream', 'logs:PutLogEvents'], at.logs(definition.name)),
    ...triggerGrants(definition.trigger, at),
    ...definition.rights.flatMap((right) => rightGrants(right, definition.trigger, at)),
  ];
  return [...new Set(grants.map(spell))].sort();
}
