import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { RunningTable } from '../support/running-table.ts';

type Item = Readonly<Record<string, AttributeValue>>;

/** An item as a store wrote it, and the requests that a store makes of it, ready in the form that goes over the wire. */
export interface RawRequests {
  get(): Promise<unknown>;
  /** Each call writes an item of its own, in a partition apart. */
  put(): Promise<unknown>;
  /** Three puts in one transaction. */
  transact(): Promise<unknown>;
  /** The first 25 of the item's partition. */
  query(): Promise<unknown>;
}

export async function rawRequests(
  { raw, tableName: TableName }: RunningTable,
  key: { readonly PK: string; readonly SK: string },
): Promise<RawRequests> {
  const Key = { PK: { S: key.PK }, SK: { S: key.SK } };
  const item = await itemOf(raw, TableName, Key);
  const prefix = key.SK.slice(0, key.SK.indexOf('#') + 1);
  let written = 0;
  const fresh = () => ({
    TableName,
    Item: { ...item, PK: { S: `${key.PK}#RAW` }, SK: { S: `${prefix}${written++}` } },
    ConditionExpression: 'attribute_not_exists(PK)',
  });
  return {
    get: () => raw.send(new GetItemCommand({ TableName, Key, ConsistentRead: true })),
    put: () => raw.send(new PutItemCommand(fresh())),
    transact: () =>
      raw.send(
        new TransactWriteItemsCommand({ TransactItems: [{ Put: fresh() }, { Put: fresh() }, { Put: fresh() }] }),
      ),
    query: () =>
      raw.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: '#pk = :pk and begins_with(#sk, :sk)',
          ExpressionAttributeNames: { '#pk': 'PK', '#sk': 'SK' },
          ExpressionAttributeValues: { ':pk': Key.PK, ':sk': { S: prefix } },
          Limit: 25,
        }),
      ),
  };
}

async function itemOf(raw: DynamoDBClient, TableName: string, Key: Record<string, AttributeValue>): Promise<Item> {
  const { Item } = await raw.send(new GetItemCommand({ TableName, Key }));
  if (Item === undefined) throw new Error('The store wrote no such item');
  return Item;
}
