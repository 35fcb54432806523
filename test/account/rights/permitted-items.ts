import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import { INDEXES } from '@bos/table/definition';
import { itemsIn, PARTITIONS, type Partition, partitionOf, partitionOfKey } from './partitions.ts';
import { keyThrough, on, type Permission, READ_ENCRYPTED, WRITE_ENCRYPTED } from './permission.ts';

const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
/** A wrapped key is read by its name, and made by its first use. */
export const KEEP_KEYS = ['dynamodb:GetItem', 'dynamodb:PutItem'];

export type Access = Extract<Right, { kind: 'table' }>['access'];

/** What answers HTTP works for one tenant at a time, and reaches no item under its own role that is another's. */
type Served = 'strangers' | 'who holds a secret' | 'who has signed in' | 'whoever is meant';

export function servedBy({ trigger }: FunctionDefinition): Served {
  if (trigger.kind !== 'http') return 'whoever is meant';
  if (trigger.routes.some((route) => !route.public)) return 'who has signed in';
  // A link or a signature is that of one building.
  return trigger.routes.some(({ routeKey }) => routeKey.includes('{buildingId}')) ? 'who holds a secret' : 'strangers';
}

/** Before its building is known: who signs in and with which keys that is read; what strangers send, and what seals it. */
const SHARED: Readonly<Record<Exclude<Served, 'whoever is meant'>, readonly Partition[]>> = {
  'who has signed in': [
    ...['identity', 'person'].map(partitionOf),
    ...(['person', 'platform', 'index'] as const).map(partitionOfKey),
  ],
  'who holds a secret': (['platform', 'index'] as const).map(partitionOfKey),
  strangers: [
    ...['receipt', 'consent'].map(partitionOf),
    ...(['sender', 'platform', 'index', 'lasting-index'] as const).map(partitionOfKey),
  ],
};

/** What a person has in several buildings is listed where a route names none of them. */
const OWN_LIST: Partition = { where: 'GSI1', template: 'USER#{userId}' };

function ownPartitions(definition: FunctionDefinition): readonly Partition[] {
  const served = servedBy(definition);
  if (served === 'whoever is meant') return PARTITIONS;
  const { trigger } = definition;
  const lists =
    trigger.kind === 'http' &&
    trigger.routes.some((route) => !route.public && !route.routeKey.includes('{buildingId}'));
  return [...SHARED[served], ...(lists ? [OWN_LIST] : [])];
}

/** Work on items by such names, where they lie. */
export function onItems(where: Partition['where'], names: readonly string[], access: Access): Permission[] {
  const reads = access === 'write' ? [] : where === 'table' ? READ_ITEMS : ['dynamodb:Query'];
  const writes = access === 'read' || where !== 'table' ? [] : WRITE_ITEMS;
  return names.flatMap((name) => on(name, ...reads, ...writes));
}

export const throughTable = (access: Access): Permission[] =>
  keyThrough('dynamodb', ...(access === 'read' ? READ_ENCRYPTED : WRITE_ENCRYPTED));

export function permittedOnTable(access: Access, definition: FunctionDefinition): Permission[] {
  const own = ownPartitions(definition).filter(({ where }) => where !== 'keys-table');
  const items = own.flatMap((one) =>
    onItems(
      one.where,
      itemsIn(one).map(({ name }) => name),
      access,
    ),
  );
  switch (servedBy(definition)) {
    case 'strangers':
      return [...items, ...throughTable(access)];
    case 'who has signed in':
    case 'who holds a secret':
      return [...items, ...throughTable(access), ...on(`tenant-role:${access}`, 'sts:AssumeRole', 'sts:TagSession')];
    case 'whoever is meant':
      return [
        ...items,
        // Whatever the request names, or does not name.
        ...onItems('table', ['table'], access),
        ...onItems(
          'GSI1',
          Object.keys(INDEXES).map((index) => `index:${index}`),
          access,
        ),
        ...throughTable(access),
      ];
  }
}

export function permittedOnKeys(destroys: boolean, definition: FunctionDefinition): Permission[] {
  const own = ownPartitions(definition).filter(({ where }) => where === 'keys-table');
  const names = own.flatMap((one) => itemsIn(one).map(({ name }) => name));
  const all = servedBy(definition) === 'whoever is meant' ? ['keys-table'] : [];
  const actions = destroys ? [...KEEP_KEYS, 'dynamodb:DeleteItem'] : KEEP_KEYS;
  return [
    ...on('data-key', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'),
    ...[...names, ...all].flatMap((name) => on(name, ...actions)),
    ...keyThrough('dynamodb', ...WRITE_ENCRYPTED),
  ];
}
