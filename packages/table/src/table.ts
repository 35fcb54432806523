import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import { batchGet } from './batch-get.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { KeyRing } from './encryption/key-ring.ts';
import { type EntityDefinition, patternOf, type Stored } from './entity.ts';
import { createItemCodec } from './item-codec.ts';
import type { KeyParts } from './key-template.ts';
import { loadRequests } from './load-requests.ts';
import type { FindRetentionOverrides } from './retention.ts';
import { writeItems } from './send-writes.ts';
import { buildingOf, foreignItem, isExpired, type StoredItem, storedItemSchema } from './stored-item.ts';
import type { WriteOperation } from './write.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface ListOptions {
  readonly index?: 'GSI1' | 'GSI2';
  /** At most this many; 25 when not given. What has expired is left out of a page, so it may be shorter or empty. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly newestFirst?: boolean;
  /** A secondary index is never read consistently; a list of the table itself may be. */
  readonly consistent?: boolean;
}

/** The one table, in entities. Every method is one request, but for the loading of data keys. */
export interface Table {
  get<T extends object>(definition: EntityDefinition<T>, parts: KeyParts): Promise<Stored<T> | undefined>;
  /**
   * Each once, however often it is named; absent ones are left out, order is not kept. One request for each 100. Throws
   * TABLE_BUSY when the table leaves some unread for more than two seconds.
   */
  getMany<T extends object>(definition: EntityDefinition<T>, parts: readonly KeyParts[]): Promise<Stored<T>[]>;
  /** Throws INVALID_CURSOR when the cursor is of another list. */
  list<T extends object>(
    definition: EntityDefinition<T>,
    parts: KeyParts,
    options?: ListOptions,
  ): Promise<Page<Stored<T>>>;
  /** Reads an image of the change stream, as `get` would; undefined when it is of another type or has expired. */
  decode<T extends object>(definition: EntityDefinition<T>, item: StoredItem): Promise<Stored<T> | undefined>;
  /**
   * All or nothing. Throws WriteConflictError when a condition did not hold, naming the operations that failed;
   * TABLE_BUSY when other transactions on the same items do not pass within a third of a second;
   * TransactionTooLargeError above 100 operations (DynamoDB's limit): `writeChunks` takes more where each may stand alone.
   */
  write(operations: readonly WriteOperation[]): Promise<void>;
}

export interface TableDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  /** Buildings' own retention terms; none have any when not given. */
  readonly retention?: FindRetentionOverrides;
}

const DEFAULT_LIMIT = 25;

export function createTable(dependencies: TableDependencies): Table {
  const { client, tableName, keys, clock, retention = async () => undefined } = dependencies;
  const codec = createItemCodec({ keys, clock, retention });

  /** Throws ITEM_FOREIGN when an item names another building than the one asked for. */
  async function decodeAll<T extends object>(
    definition: EntityDefinition<T>,
    items: readonly unknown[],
    building: string | undefined,
  ): Promise<Stored<T>[]> {
    const readable: StoredItem[] = [];
    for (const candidate of items) {
      const item = storedItemSchema.parse(candidate);
      if (building !== undefined && buildingOf(item.PK) !== building) throw foreignItem(item.type);
      if (item.type === definition.type && !isExpired(item, clock)) readable.push(item);
    }
    const decoded = await Promise.all(readable.map((item) => codec.decode(definition, item)));
    return decoded.filter((entity) => entity !== undefined);
  }

  return {
    async get(definition, parts) {
      const Key = definition.primaryKey(parts);
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : (await decodeAll(definition, [Item], buildingOf(Key.PK)))[0];
    },

    async getMany(definition, parts) {
      const found = await batchGet(
        client,
        tableName,
        parts.map((part) => definition.primaryKey(part)),
      );
      // Each lies under a key that was asked for: there is no one building to hold them to.
      return decodeAll(definition, found, undefined);
    },

    async list(definition, parts, options = {}) {
      const pattern = patternOf(definition, parts, options.index);
      const { partition, prefix, index } = pattern;
      const { rangeParameters } = await loadRequests();
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          ...rangeParameters({ type: definition.type, tableName, index, partition, prefix }),
          Limit: options.limit ?? DEFAULT_LIMIT,
          ScanIndexForward: options.newestFirst !== true,
          ...(index === undefined && options.consistent && { ConsistentRead: true }),
          ...(options.cursor !== undefined && { ExclusiveStartKey: decodeCursor(options.cursor, pattern) }),
        }),
      );
      const items = await decodeAll(definition, Items ?? [], buildingOf(partition));
      return { items, next: encodeCursor(LastEvaluatedKey) };
    },

    async decode(definition, item) {
      return (await decodeAll(definition, [item], undefined))[0];
    },

    async write(operations) {
      await writeItems({ client, tableName, codec, clock }, operations);
    },
  };
}
