import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { Change, Item } from './table-requests.ts';

/**
 * Indexes that lag behind their table, as AWS's do and the engine's do not: a second table follows the first one, each
 * item at its own pace, and queries of indexes are asked of it. What such a query answers has been true; items may
 * be missing, and others be as they were.
 */
export interface OldIndexes {
  /** The table to ask instead, once it has everything that was there before. Undefined while the table is none. */
  behind(table: string): Promise<string | undefined>;
  /** Lets the indexes know of a change after so many milliseconds; changes of one item stay in order. */
  follow(change: Change, lag: number): void;
  /** Resolves when the indexes know of everything so far. */
  caughtUp(): Promise<void>;
  /** What they do not know of yet they never will. */
  close(): void;
}

export function createOldIndexes(client: DynamoDBClient): OldIndexes {
  const tables = new Map<string, Promise<string>>();
  /** By item: what is still to be made known. */
  const behindhand = new Map<string, Promise<void>>();
  const closing = new AbortController();

  async function copyOf(table: string): Promise<string> {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    // Another proxy in front of the same table has indexes of its own.
    const TableName = `${table}.indexes-${randomUUID()}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: Table?.KeySchema,
        AttributeDefinitions: Table?.AttributeDefinitions,
        GlobalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    let from: Item | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
      for (const Item of page.Items ?? []) await client.send(new PutItemCommand({ TableName, Item }));
      from = page.LastEvaluatedKey;
    } while (from);
    return TableName;
  }

  async function apply(change: Change): Promise<void> {
    const TableName = await tables.get(change.table);
    if (change.kind === 'put') await client.send(new PutItemCommand({ TableName, Item: change.item }));
    else if (change.kind === 'delete') await client.send(new DeleteItemCommand({ TableName, Key: change.key }));
    else {
      const { Item } = await client.send(new GetItemCommand({ TableName: change.table, Key: change.key }));
      if (Item) await client.send(new PutItemCommand({ TableName, Item }));
    }
  }

  return {
    async behind(table) {
      const known = tables.get(table) ?? copyOf(table);
      tables.set(table, known);
      try {
        return await known;
      } catch (error) {
        tables.delete(table);
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    follow(change, lag) {
      if (closing.signal.aborted) return;
      const { PK, SK } = change.kind === 'put' ? change.item : change.key;
      const item = JSON.stringify([change.table, PK, SK]);
      const due = performance.now() + lag;
      const known = (behindhand.get(item) ?? Promise.resolve()).then(async () => {
        await sleep(Math.max(0, due - performance.now()), undefined, closing);
        await apply(change);
      });
      behindhand.set(item, known);
      known
        .catch((error: unknown) => {
          if (!closing.signal.aborted) throw error;
        })
        .finally(() => {
          if (behindhand.get(item) === known) behindhand.delete(item);
        });
    },
    async caughtUp() {
      while (behindhand.size > 0) await Promise.all(behindhand.values());
    },
    close: () => closing.abort(),
  };
}
