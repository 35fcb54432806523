import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { engineConnection } from '@bos/embedded/engine/connection';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningTable, startTable } from '../support/running-table.ts';
import { startTableProxy, type TableProxy } from './table-proxy.ts';
import { CLEAR, type Fault } from './weather-plan.ts';

const TableName = 'bos-data-weather';
let engine: RunningTable;
let proxy: TableProxy;
/** One try and no more: what the weather does is seen, not what the SDK makes of it. */
let client: DynamoDBDocumentClient;
/** The engine itself, without weather. */
let direct: DynamoDBDocumentClient;
let number = 0;

function clientOf(endpoint: string): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...engineConnection(endpoint),
      maxAttempts: 1,
      requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true },
    }),
  );
}

beforeAll(async () => {
  engine = await startTable(TableName);
  direct = clientOf(engine.endpoint);
});

beforeEach(async () => {
  proxy = await startTableProxy({ endpoint: engine.endpoint });
  client = clientOf(proxy.url);
});

afterEach(async () => {
  client.destroy();
  await proxy.close();
});

afterAll(async () => {
  direct.destroy();
  await engine.stop();
});

/** A key that no other test has. */
const freshKey = () => ({ PK: `BUILDING#${number++}`, SK: 'CONFIG' });
const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName, Item }));
const stored = async (Key: Record<string, unknown>) =>
  (await direct.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
const always = (fault: Fault, operation: string) =>
  proxy.change({ ...CLEAR, faultOf: (asked) => (asked === operation ? fault : undefined) });

test('in clear weather the proxy is the table', async () => {
  const key = freshKey();
  await put({ ...key, n: 1 });
  expect((await client.send(new GetCommand({ TableName, Key: key }))).Item).toEqual({ ...key, n: 1 });
  await client.send(new DeleteCommand({ TableName, Key: key }));
  expect(await stored(key)).toBeUndefined();
});

describe('a fault', () => {
  test.each([
    ['throttled', 'ThrottlingException', false],
    ['over-capacity', 'ProvisionedThroughputExceededException', false],
    ['conflict', 'TransactionConflictException', false],
    ['failed', 'InternalServerError', false],
    ['failed-after', 'InternalServerError', true],
    ['reset', 'TimeoutError', false],
    ['reset-after', 'TimeoutError', true],
    ['silent', 'TimeoutError', false],
    ['silent-after', 'TimeoutError', true],
  ] as const)('%s is told as %s; the write is done: %s', async (fault, name, done) => {
    const key = freshKey();
    always(fault, 'PutItem');
    await expect(put(key)).rejects.toMatchObject({ name });
    expect(await stored(key)).toEqual(done ? key : undefined);
    expect(proxy.befallen.get(fault)).toBe(1);
  });

  test('befalls only what it was planned for', async () => {
    always('throttled', 'Query');
    const key = freshKey();
    await put(key);
    expect(await stored(key)).toEqual(key);
    const asked = { TableName, KeyConditionExpression: 'PK = :p', ExpressionAttributeValues: { ':p': key.PK } };
    await expect(client.send(new QueryCommand(asked))).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  test('of a transaction is a cancellation with a reason for each item', async () => {
    always('conflict', 'TransactWriteItems');
    const [one, other] = [freshKey(), freshKey()];
    const TransactItems = [one, other].map((Item) => ({ Put: { TableName, Item } }));
    await expect(client.send(new TransactWriteCommand({ TransactItems }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    expect(await stored(one)).toBeUndefined();
  });

  test('of a batch of reads leaves half of its keys for another request', async () => {
    const keys = [freshKey(), freshKey(), freshKey()];
    for (const key of keys) await put(key);
    always('partial', 'BatchGetItem');
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(2);
    expect(UnprocessedKeys?.[TableName]).toEqual({ Keys: [keys[2]], ConsistentRead: true });
  });
});

describe('an index that lags', () => {
  const partition = 'BUILDING#b#TICKET';
  const inIndex = async () => {
    const asked = { KeyConditionExpression: 'GSI2PK = :p', ExpressionAttributeValues: { ':p': partition } };
    const { Items = [] } = await client.send(new QueryCommand({ TableName, IndexName: 'GSI2', ...asked }));
    return Items.map(({ PK, GSI2SK }) => `${PK} ${GSI2SK}`);
  };

  test('does not know of a write for its time, while the table does', async () => {
    const key = freshKey();
    proxy.change({ ...CLEAR, indexLag: () => 200 });
    await put({ ...key, GSI2PK: partition, GSI2SK: 'open' });
    expect(await inIndex()).not.toContain(`${key.PK} open`);
    expect((await client.send(new GetCommand({ TableName, Key: key }))).Item).toMatchObject(key);
    await proxy.caughtUp();
    expect(await inIndex()).toContain(`${key.PK} open`);
    expect(proxy.befallen.get('old-index')).toBe(2);
  });

  test('shows an item as it was, and one that is gone', async () => {
    const [changed, removed] = [freshKey(), freshKey()];
    for (const key of [changed, removed]) await put({ ...key, GSI2PK: partition, GSI2SK: 'open' });
    await proxy.caughtUp();
    proxy.change({ ...CLEAR, indexLag: () => 200 });
    const closed = { ...changed, GSI2PK: partition, GSI2SK: 'closed' };
    await client.send(
      new TransactWriteCommand({
        TransactItems: [{ Put: { TableName, Item: closed } }, { Delete: { TableName, Key: removed } }],
      }),
    );
    expect(await inIndex()).toEqual(expect.arrayContaining([`${changed.PK} open`, `${removed.PK} open`]));
    await proxy.caughtUp();
    const known = await inIndex();
    expect(known).toContain(`${changed.PK} closed`);
    expect(known).not.toContain(`${removed.PK} open`);
  });

  test('learns the changes of one item in their order, however their times are', async () => {
    const key = freshKey();
    proxy.change({ ...CLEAR, indexLag: (n) => (n % 2 === 0 ? 150 : 0) });
    await put({ ...key, GSI2PK: partition, GSI2SK: 'first' });
    await put({ ...key, GSI2PK: partition, GSI2SK: 'second' });
    await proxy.caughtUp();
    expect((await inIndex()).filter((line) => line.startsWith(`${key.PK} `))).toEqual([`${key.PK} second`]);
  });

  test('knows what was there before the proxy, and what was written although nobody was told', async () => {
    const [before, unheard] = [freshKey(), freshKey()];
    await put({ ...before, GSI2PK: partition, GSI2SK: 'before' });
    await proxy.caughtUp();
    always('reset-after', 'PutItem');
    await expect(put({ ...unheard, GSI2PK: partition, GSI2SK: 'unheard' })).rejects.toThrow();
    await proxy.caughtUp();
    expect(await inIndex()).toEqual(expect.arrayContaining([`${before.PK} before`, `${unheard.PK} unheard`]));
  });
});
