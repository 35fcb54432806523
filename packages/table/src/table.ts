import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { KeyRing } from './encryption/key-ring.ts';
import {
  type EntityDefinition,
  isExpired,
  patternOf,
  type Stored,
  type StoredItem,
  storedItemSchema,
} from './entity.ts';
import { createItemCodec } from './item-codec.ts';
import type { KeyParts } from './key-template.ts';
import { loadRequests } from './load-requests.ts';
import { type WriteOperation, writeItems } from './write.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface ListOptions {
  readonly index?: 'GSI1' | 'GSI2';
  /** At most this many; 25 when not given. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly newestFirst?: boolean;
  /** A secondary index is never read consistently; a list of the table itself may be. */
  readonly consistent?: boolean;
}

/** The one table, in entities. Every method is one request, but for the loading of data keys. */
export interface Table {
  get<T extends object>(definition: EntityDefinition<T>, parts: KeyParts): Promise<Stored<T> | undefined>;
  /** At most 100; absent ones are left out, order is not kept. */
  getMany<T extends object>(definition: EntityDefinition<T>, parts: readonly KeyParts[]): Promise<Stored<T>[]>;
  list<T extends object>(
    definition: EntityDefinition<T>,
    parts: KeyParts,
    options?: ListOptions,
  ): Promise<Page<Stored<T>>>;
  /** Reads an image of the change stream, as `get` would; undefined when it is of another type or has expired. */
  decode<T extends object>(definition: EntityDefinition<T>, item: StoredItem): Promise<Stored<T> | undefined>;
  /**
   * All or nothing. Throws WriteConflictError when a condition did not hold, naming the operations that failed.
   * At most 100 operations (DynamoDB's limit for a transaction).
   */
  write(operations: readonly WriteOperation[]): Promise<void>;
}

export interface TableDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
}

const DEFAULT_LIMIT = 25;

export function createTable({ client, tableName, keys, clock }: TableDependencies): Table {
  const codec = createItemCodec(keys, clock);

  async function decodeAll<T extends object>(
    definition: EntityDefinition<T>,
    items: readonly unknown[],
  ): Promise<Stored<T>[]> {
    const readable: StoredItem[] = [];
    for (const candidate of items) {
      const item = storedItemSchema.parse(candidate);
      if (item.type === definition.type && !isExpired(item, clock)) readable.push(item);
    }
    const decoded = await Promise.all(readable.map((item) => codec.decode(definition, item)));
    return decoded.filter((entity) => entity !== undefined);
  }

  return {
    async get(definition, parts) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: definition.primaryKey(parts), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : (await decodeAll(definition, [Item]))[0];
    },

    async getMany(definition, parts) {
      if (parts.length === 0) return [];
      const { Responses } = await client.send(
        new BatchGetCommand({
          RequestItems: {
            [tableName]: { Keys: parts.map((part) => definition.primaryKey(part)), ConsistentRead: true },
          },
        }),
      );
      return decodeAll(definition, Responses?.[tableName] ?? []);
    },

    async list(definition, parts, options = {}) {
      const { partition, prefix, index } = patternOf(definition, parts, options.index);
      const { rangeParameters } = await loadRequests();
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          ...rangeParameters({ type: definition.type, tableName, index, partition, prefix }),
          Limit: options.limit ?? DEFAULT_LIMIT,
          ScanIndexForward: options.newestFirst !== true,
          ...(index === undefined && options.consistent && { ConsistentRead: true }),
          ...(options.cursor !== undefined && { ExclusiveStartKey: decodeCursor(options.cursor, partition, index) }),
        }),
      );
      return { items: await decodeAll(definition, Items ?? []), next: encodeCursor(LastEvaluatedKey) };
    },

    async decode(definition, item) {
      return (await decodeAll(definition, [item]))[0];
    },

    async write(operations) {
      await writeItems({ client, tableName, codec }, operations);
    },
  };
}
