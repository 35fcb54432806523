import { Entity } from 'electrodb';
import * as z from 'zod';
import { INDEXES, type IndexName } from './definition.ts';

/**
 * ElectroDB's model of one entity type. Keys are rendered by our templates and used as they are: an attribute that
 * has the name of its key field is neither prefixed nor re-cased. ElectroDB builds the requests and stamps its two
 * markers; sending them is the table's affair.
 */
function modelOf(type: string) {
  return {
    model: { entity: type, version: '1', service: 'bos' },
    attributes: {
      PK: { type: 'string', required: true },
      SK: { type: 'string', required: true },
      GSI1PK: { type: 'string' },
      GSI1SK: { type: 'string' },
      GSI2PK: { type: 'string' },
      GSI2SK: { type: 'string' },
      type: { type: 'string', required: true },
      data: { type: 'any', required: true },
      version: { type: 'number', required: true },
      created_at: { type: 'string', required: true },
      updated_at: { type: 'string', required: true },
      ttl: { type: 'number' },
    },
    indexes: {
      table: {
        pk: { field: 'PK', composite: ['PK'], casing: 'none' },
        sk: { field: 'SK', composite: ['SK'], casing: 'none' },
      },
      GSI1: {
        index: 'GSI1',
        condition: (item: { GSI1PK?: string }) => item.GSI1PK !== undefined,
        pk: { field: INDEXES.GSI1.partitionKey, composite: ['GSI1PK'], casing: 'none' },
        sk: { field: INDEXES.GSI1.sortKey, composite: ['GSI1SK'], casing: 'none' },
      },
      GSI2: {
        index: 'GSI2',
        condition: (item: { GSI2PK?: string }) => item.GSI2PK !== undefined,
        pk: { field: INDEXES.GSI2.partitionKey, composite: ['GSI2PK'], casing: 'none' },
        sk: { field: INDEXES.GSI2.sortKey, composite: ['GSI2SK'], casing: 'none' },
      },
    },
  } as const;
}

type ItemEntity = ReturnType<typeof createEntity>;

function createEntity(type: string) {
  return new Entity(modelOf(type));
}

const entities = new Map<string, ItemEntity>();

function itemEntity(type: string): ItemEntity {
  const known = entities.get(type);
  if (known) return known;
  const entity = createEntity(type);
  entities.set(type, entity);
  return entity;
}

export interface RangeRequest {
  readonly type: string;
  readonly tableName: string;
  readonly index: IndexName | undefined;
  readonly partition: string;
  readonly prefix: string;
}

/** Parameters of the one Query that serves a list. */
export function rangeParameters({ type, tableName, index, partition, prefix }: RangeRequest) {
  const { query } = itemEntity(type);
  const options = { table: tableName, ignoreOwnership: true } as const;
  switch (index) {
    case undefined:
      return rangeSchema.parse(query.table({ PK: partition }).begins({ SK: prefix }).params(options));
    case 'GSI1':
      return rangeSchema.parse(query.GSI1({ GSI1PK: partition }).begins({ GSI1SK: prefix }).params(options));
    case 'GSI2':
      return rangeSchema.parse(query.GSI2({ GSI2PK: partition }).begins({ GSI2SK: prefix }).params(options));
  }
}

const rangeSchema = z.looseObject({ TableName: z.string(), KeyConditionExpression: z.string() });

export type WriteAction = 'put' | 'delete' | 'check';

/** What must hold for a write to happen: nothing stands there, anything may, or exactly this version does. */
export type Condition = 'absent' | 'unconditional' | { readonly version: number };

export interface WriteRequest {
  readonly action: WriteAction;
  readonly type: string;
  readonly tableName: string;
  readonly condition: Condition;
  /** The whole item for a put, its primary key otherwise. */
  readonly item: Record<string, unknown>;
}

/** A stand-in for an item while ElectroDB builds the request around it. */
const SAMPLE = { PK: '-', SK: '-', type: '-', data: {}, version: 0, created_at: '-', updated_at: '-' };
/** Stands where the version will be, so that a request built once serves every version. */
const VERSION = Number.MAX_SAFE_INTEGER;

const builtSchema = z.object({
  Item: z.record(z.string(), z.unknown()).optional(),
  ConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
});

type Built = z.infer<typeof builtSchema>;

function build(action: WriteAction, type: string, condition: Condition): Built {
  const entity = itemEntity(type);
  const request = action === 'put' ? entity.put(SAMPLE) : entity.delete({ PK: SAMPLE.PK, SK: SAMPLE.SK });
  if (condition === 'unconditional') return builtSchema.parse(request.params({ table: '-' }));
  const conditional = request.where((fields, { eq, notExists }) =>
    condition === 'absent' ? notExists(fields.PK) : eq(fields.version, VERSION),
  );
  return builtSchema.parse(conditional.params({ table: '-' }));
}

const builtRequests = new Map<string, Built>();

/** Building a request takes ElectroDB 100 µs and depends on type, action and kind of condition alone: once each. */
function builtRequest(action: WriteAction, type: string, condition: Condition): Built {
  const name = `${action} ${type} ${typeof condition === 'string' ? condition : 'version'}`;
  const known = builtRequests.get(name) ?? build(action, type, condition);
  builtRequests.set(name, known);
  return known;
}

function withVersion(values: Record<string, unknown>, condition: Condition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === VERSION && typeof condition === 'object' ? condition.version : value,
    ]),
  );
}

/** What a Put, a Delete and a ConditionCheck have in common. */
function conditionParameters({ action, type, tableName, condition }: WriteRequest) {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = builtRequest(
    action,
    type,
    condition,
  );
  return {
    TableName: tableName,
    ...(ConditionExpression !== undefined && { ConditionExpression }),
    ...(ExpressionAttributeNames !== undefined && { ExpressionAttributeNames }),
    ...(ExpressionAttributeValues !== undefined && {
      ExpressionAttributeValues: withVersion(ExpressionAttributeValues, condition),
    }),
  };
}

/** ElectroDB's two markers, by which its readers know what an item is. */
function markersOf({ type, condition }: WriteRequest): Record<string, unknown> {
  const { Item } = builtRequest('put', type, condition);
  return Object.fromEntries(Object.entries(Item ?? {}).filter(([name]) => name.startsWith('__edb_')));
}

export function putParameters(request: WriteRequest) {
  return { ...conditionParameters(request), Item: { ...request.item, ...markersOf(request) } };
}

/** Parameters of a Delete; of a ConditionCheck, too, where a condition is given. */
export function keyParameters(request: WriteRequest) {
  return { ...conditionParameters(request), Key: request.item };
}
