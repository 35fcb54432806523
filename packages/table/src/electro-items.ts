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

const rangeSchema = z.looseObject({
  TableName: z.string(),
  KeyConditionExpression: z.string(),
  ExpressionAttributeValues: z.record(z.string(), z.string()),
});

type BuiltRange = z.infer<typeof rangeSchema>;

/** Stand where partition and prefix will be; neither is text that a key may be. */
const PARTITION = '\0partition';
const PREFIX = '\0prefix';

function buildRange(type: string, index: IndexName | undefined, prefix: string): BuiltRange {
  const { query } = itemEntity(type);
  const options = { table: '-', ignoreOwnership: true } as const;
  switch (index) {
    case undefined:
      return rangeSchema.parse(query.table({ PK: PARTITION }).begins({ SK: prefix }).params(options));
    case 'GSI1':
      return rangeSchema.parse(query.GSI1({ GSI1PK: PARTITION }).begins({ GSI1SK: prefix }).params(options));
    case 'GSI2':
      return rangeSchema.parse(query.GSI2({ GSI2PK: PARTITION }).begins({ GSI2SK: prefix }).params(options));
  }
}

const builtRanges = new Map<string, BuiltRange>();

/** Parameters of the one Query that serves a list. Built once, as a write is: a whole partition has no prefix to name. */
export function rangeParameters({ type, tableName, index, partition, prefix }: RangeRequest) {
  const name = `${type} ${index} ${prefix === ''}`;
  const built = builtRanges.get(name) ?? buildRange(type, index, prefix === '' ? '' : PREFIX);
  builtRanges.set(name, built);
  const filledIn = Object.entries(built.ExpressionAttributeValues).map(([value, stand]) => [
    value,
    stand === PARTITION ? partition : prefix,
  ]);
  return { ...built, TableName: tableName, ExpressionAttributeValues: Object.fromEntries(filledIn) };
}

export type WriteAction = 'put' | 'delete' | 'check' | 'add';

/**
 * What must hold for a write to happen: nothing stands there, nothing that has not expired, something does, anything
 * may, or exactly this version does.
 */
export type Condition = 'absent' | 'absent_or_expired' | 'present' | 'unconditional' | { readonly version: number };

export interface WriteRequest {
  readonly action: WriteAction;
  readonly type: string;
  readonly tableName: string;
  readonly condition: Condition;
  readonly increments?: Readonly<Record<string, number>>;
  /** Seconds since the epoch, for `absent_or_expired`: what has expired by then counts as absent. */
  readonly now?: number;
  /** The whole item for a put or an add, its primary key otherwise. */
  readonly item: Record<string, unknown>;
}

/** A stand-in for an item while ElectroDB builds the request around it. */
const SAMPLE = { PK: '-', SK: '-', type: '-', data: {}, version: 0, created_at: '-', updated_at: '-' };
/** Stand where the version and the time will be, so that a request built once serves every one of them. */
const VERSION = Number.MAX_SAFE_INTEGER;
const NOW = Number.MAX_SAFE_INTEGER - 1;

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
  const conditional = request.where((fields, { eq, exists, lte, notExists }) => {
    switch (condition) {
      case 'absent':
        return notExists(fields.PK);
      case 'absent_or_expired':
        return `${notExists(fields.PK)} OR ${lte(fields.ttl, NOW)}`;
      case 'present':
        return exists(fields.PK);
      default:
        return eq(fields.version, VERSION);
    }
  });
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

function filledIn(values: Record<string, unknown>, { condition, now = 0 }: WriteRequest): Record<string, unknown> {
  const fill = (value: unknown): unknown => {
    if (value === VERSION && typeof condition === 'object') return condition.version;
    return value === NOW && condition === 'absent_or_expired' ? now : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fill(value)]));
}

/** What a Put, a Delete, an Update and a ConditionCheck have in common. */
function conditionParameters(request: WriteRequest) {
  const { action, type, tableName, condition } = request;
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
      ExpressionAttributeValues: filledIn(ExpressionAttributeValues, request),
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

/**
 * Parameters of an Update that adds to numbers within `data.counts`. ElectroDB knows no fields below `data`, so this
 * one expression is written out; `ADD` reaches no nested attribute.
 */
export function addParameters(request: WriteRequest) {
  const { item, increments = {} } = request;
  const { ExpressionAttributeNames, ...condition } = conditionParameters(request);
  const entries = Object.entries(increments);
  const sums = entries.map((_entry, n) => `#data.#counts.#c${n} = if_not_exists(#data.#counts.#c${n}, :zero) + :c${n}`);
  return {
    ...condition,
    Key: { PK: item.PK, SK: item.SK },
    UpdateExpression: `SET ${sums.join(', ')}, #version = #version + :one, #updated_at = :updated_at`,
    ExpressionAttributeNames: {
      ...ExpressionAttributeNames,
      '#data': 'data',
      '#counts': 'counts',
      '#version': 'version',
      '#updated_at': 'updated_at',
      ...Object.fromEntries(entries.map(([name], n) => [`#c${n}`, name])),
    },
    ExpressionAttributeValues: {
      ':zero': 0,
      ':one': 1,
      ':updated_at': item.updated_at,
      ...Object.fromEntries(entries.map(([, value], n) => [`:c${n}`, value])),
    },
  };
}
