import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { INDEXES, type IndexName } from './definition.ts';
import { type StoredItem, storedItemSchema } from './stored-item.ts';

/** Items whose partition has that key, and whose sort key begins so. */
export interface Range {
  readonly index?: IndexName;
  readonly partition: string;
  readonly prefix: string;
}

/**
 * The items as they lie in the table, of whatever type: for what concerns a person, or all that there is, rather than
 * one entity. Only what exports, erases or forgets people uses it.
 */
export interface RawItems {
  query(range: Range): AsyncIterable<StoredItem>;
  scan(): AsyncIterable<StoredItem>;
  remove(key: Pick<StoredItem, 'PK' | 'SK'>): Promise<void>;
  /** Writes the item anew unless somebody changed it since it was read; says whether it did. */
  rewrite(item: StoredItem): Promise<boolean>;
}

export function createRawItems(client: DynamoDBDocumentClient, TableName: string): RawItems {
  async function* pages(
    read: (start: Record<string, unknown> | undefined) => Promise<{
      readonly Items?: readonly unknown[] | undefined;
      readonly LastEvaluatedKey?: Record<string, unknown> | undefined;
    }>,
  ): AsyncIterable<StoredItem> {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await read(start);
      for (const item of Items) yield storedItemSchema.parse(item);
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }

  return {
    query({ index, partition, prefix }) {
      const { partitionKey, sortKey } = index ? INDEXES[index] : { partitionKey: 'PK', sortKey: 'SK' };
      return pages((ExclusiveStartKey) =>
        client.send(
          new QueryCommand({
            TableName,
            ...(index ? { IndexName: index } : { ConsistentRead: true }),
            // DynamoDB refuses an empty text for a part of a key, also as a prefix.
            ...(prefix === ''
              ? {
                  KeyConditionExpression: '#pk = :pk',
                  ExpressionAttributeNames: { '#pk': partitionKey },
                  ExpressionAttributeValues: { ':pk': partition },
                }
              : {
                  KeyConditionExpression: '#pk = :pk and begins_with(#sk1, :sk1)',
                  ExpressionAttributeNames: { '#pk': partitionKey, '#sk1': sortKey },
                  ExpressionAttributeValues: { ':pk': partition, ':sk1': prefix },
                }),
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        ),
      );
    },
    scan: () =>
      pages((ExclusiveStartKey) =>
        client.send(new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) })),
      ),
    async remove({ PK, SK }) {
      await client.send(new DeleteCommand({ TableName, Key: { PK, SK } }));
    },
    async rewrite(item) {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: item,
            ConditionExpression: '#version = :version0',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version0': item.version },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
        throw error;
      }
    },
  };
}
