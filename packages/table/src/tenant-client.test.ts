import {
  BatchGetCommand,
  BatchWriteCommand,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createMemoryClient } from '@bos/testing/memory-client';
import { beforeEach, describe, expect, test } from 'vitest';
import { fencedClient, type Refusal } from './tenant-client.ts';
import { asPerson, currentScope, inBuilding, inDirectory } from './tenant-scope.ts';

const TableName = 't';
const get = (PK: string) => new GetCommand({ TableName, Key: { PK, SK: 'CONFIG' } });
const put = (PK: string, more: object = {}) => new PutCommand({ TableName, Item: { PK, SK: 'CONFIG', ...more } });
const list = (partition: string, IndexName?: 'GSI1' | 'GSI2') =>
  new QueryCommand({
    TableName,
    ...(IndexName && { IndexName }),
    KeyConditionExpression: '#pk = :pk and begins_with(#sk1, :sk1)',
    ExpressionAttributeNames: {
      '#pk': IndexName ? `${IndexName}PK` : 'PK',
      '#sk1': IndexName ? `${IndexName}SK` : 'SK',
    },
    ExpressionAttributeValues: { ':pk': partition, ':sk1': 'B' },
  });
const batch = (...partitions: string[]) =>
  new BatchGetCommand({ RequestItems: { [TableName]: { Keys: partitions.map((PK) => ({ PK, SK: 'CONFIG' })) } } });
const move = (PK: string, UpdateExpression: string) =>
  new UpdateCommand({ TableName, Key: { PK, SK: 'CONFIG' }, UpdateExpression });

let memory: ReturnType<typeof createMemoryClient>;
let told: Refusal[];
/** In whose name each request went out: a building's, or that of the function itself. */
let signed: string[];

beforeEach(() => {
  memory = createMemoryClient();
  told = [];
  signed = [];
});

const local = () => fencedClient({ client: memory.client, onRefused: ({ refusal }) => void told.push(refusal) });

/** As on AWS, with a note of who signs. */
function remote() {
  let name = 'itself';
  const noting = new Proxy(memory.client.send, {
    apply: (send, _this, args) => {
      signed.push(name);
      return Reflect.apply(send, memory.client, args);
    },
  });
  const client = new Proxy(memory.client, { get: (_client, property) => (property === 'send' ? noting : undefined) });
  return fencedClient({
    client,
    onRefused: ({ refusal }) => void told.push(refusal),
    signing: {
      as: (buildingId, work) => {
        name = buildingId;
        const sent = work();
        name = 'itself';
        return sent;
      },
      prepare: (buildingId) => void signed.push(`soon ${buildingId}`),
    },
  });
}

/** Of commands of several kinds side by side. */
const send = (command: object): Promise<unknown> => Reflect.apply(local().send, undefined, [command]);

const refusedFor = (refusal: Refusal) => expect.objectContaining({ name: 'OutsideScopeError', refusal });

describe('work for one building', () => {
  test.each([
    ['its own items', get('BUILDING#1')],
    ['what lies beneath it', get('BUILDING#1#UNIT#2')],
    ['the directory', get('USER#maria')],
    ['its own lists', list('BUILDING#1#TICKET', 'GSI2')],
    ['an item that enters a list of its owner', put('BUILDING#1', { GSI1PK: 'USER#u', GSI2PK: 'BUILDING#1#USER' })],
    ['a batch of its own', batch('BUILDING#1', 'BUILDING#1#UNIT#2')],
  ])('touches %s', async (_title, command) => {
    await inBuilding('1', () => send(command));
    expect(told).toEqual([]);
  });

  test.each<[string, object, Refusal]>([
    ['an item of another', get('BUILDING#2'), 'other-building'],
    ['an item of one whose name begins alike', get('BUILDING#10'), 'other-building'],
    ['what lies beneath another', list('BUILDING#10#UNIT#1'), 'other-building'],
    ['a list of another', list('BUILDING#2#TICKET', 'GSI2'), 'other-building'],
    ['an item that would enter a list of another', put('BUILDING#1', { GSI1PK: 'BUILDING#2#USER' }), 'other-building'],
    ['a batch with an item of another', batch('BUILDING#1', 'BUILDING#2'), 'other-building'],
    [
      'a transaction with an item of another',
      new TransactWriteCommand({
        TransactItems: [
          { ConditionCheck: { TableName, Key: { PK: 'BUILDING#2', SK: 'CONFIG' }, ConditionExpression: 'a = b' } },
          { Put: { TableName, Item: { PK: 'BUILDING#1', SK: 'CONFIG' } } },
        ],
      }),
      'other-building',
    ],
    ['items of its own and the directory’s in one request', batch('BUILDING#1', 'USER#maria'), 'mixed'],
    ['the list of all buildings', list('BUILDING', 'GSI1'), 'foreign-list'],
    ['somebody’s list of buildings', list('USER#maria', 'GSI1'), 'foreign-list'],
    ['everything', new ScanCommand({ TableName }), 'unreadable'],
    ['what a statement says', new ExecuteStatementCommand({ Statement: 'select * from t' }), 'unreadable'],
    ['a batch of writes', new BatchWriteCommand({ RequestItems: {} }), 'unreadable'],
    ['an item without a key', new GetCommand({ TableName, Key: {} }), 'unreadable'],
    ['an index that nobody knows', new QueryCommand({ TableName, IndexName: 'GSI9' }), 'unreadable'],
    [
      'a query that names no partition',
      new QueryCommand({ TableName, KeyConditionExpression: 'SK = :a' }),
      'unreadable',
    ],
    ['an update that moves the item', move('BUILDING#1', 'SET GSI1PK = :a'), 'unreadable'],
  ])('does not touch %s', async (_title, command, refusal) => {
    const sent = memory.items().length;
    await expect(inBuilding('1', () => send(command))).rejects.toEqual(refusedFor(refusal));
    expect(told).toEqual([refusal]);
    expect(memory.items()).toHaveLength(sent);
  });

  test('opens no other building within', () => {
    expect(() => inBuilding('1', () => inBuilding('2', () => 0))).toThrow('open already');
    expect(() => inDirectory(() => asPerson('USER#u', () => 0))).toThrow('open already');
  });

  test('is held to it through everything that it waits for, side by side with work for others', async () => {
    const work = (id: string) =>
      inBuilding(id, async () => {
        await new Promise(setImmediate);
        return [currentScope(), await local().send(get(`BUILDING#${id}`))];
      });
    const scopes = await Promise.all(['1', '2', '10'].map(work));
    expect(scopes.map(([scope]) => scope)).toMatchObject([
      { buildingId: '1' },
      { buildingId: '2' },
      { buildingId: '10' },
    ]);
  });
});

describe('work for a person', () => {
  const own = () => list('USER#maria', 'GSI1');

  beforeEach(async () => {
    for (const id of ['1', '10', '2'])
      await memory.client.send(
        put(`BUILDING#${id}`, { GSI1PK: id === '2' ? 'USER#james' : 'USER#maria', GSI1SK: `B#${id}` }),
      );
  });

  test('touches the buildings that their own list has named, and no building before', async () => {
    await asPerson('USER#maria', async () => {
      await expect(local().send(get('BUILDING#1'))).rejects.toEqual(refusedFor('other-building'));
      await local().send(own());
      await expect(local().send(batch('BUILDING#1', 'BUILDING#10'))).resolves.toMatchObject({
        Responses: { t: { length: 2 } },
      });
      await expect(local().send(get('BUILDING#2'))).rejects.toEqual(refusedFor('other-building'));
      await expect(local().send(list('USER#james', 'GSI1'))).rejects.toEqual(refusedFor('foreign-list'));
    });
  });

  test('sends a batch apart, each part in the name of its building', async () => {
    const client = remote();
    const answer = await asPerson('USER#maria', async () => {
      await client.send(own());
      return client.send(batch('BUILDING#10', 'BUILDING#1'));
    });
    expect(signed).toEqual(['itself', '10', '1']);
    expect(answer.Responses?.t?.map(({ PK }) => PK)).toEqual(['BUILDING#10', 'BUILDING#1']);
  });

  test('writes in one building at a time', async () => {
    const both = new TransactWriteCommand({
      TransactItems: ['1', '10'].map((id) => ({ Put: { TableName, Item: { PK: `BUILDING#${id}`, SK: 'X' } } })),
    });
    await asPerson('USER#maria', async () => {
      await local().send(own());
      await expect(local().send(both)).rejects.toEqual(refusedFor('mixed'));
    });
  });
});

describe('work for nobody', () => {
  test('touches the directory and no building', async () => {
    await inDirectory(async () => {
      await local().send(get('IDENTITY#oidc#x'));
      await expect(local().send(get('BUILDING#1'))).rejects.toEqual(refusedFor('other-building'));
    });
  });
});

describe('without a scope', () => {
  test('workers touch whatever they serve', async () => {
    await local().send(batch('BUILDING#1', 'BUILDING#2'));
    await local().send(new ScanCommand({ TableName }));
    expect(told).toEqual([]);
  });

  test('nothing goes out where each tenant has rights of their own', async () => {
    await expect(remote().send(get('BUILDING#1'))).rejects.toEqual(refusedFor('no-scope'));
    await expect(remote().send(get('USER#maria'))).rejects.toEqual(refusedFor('no-scope'));
    expect(signed).toEqual([]);
  });
});

test('a building’s items go out in its name, the directory’s in the function’s, with the building’s turn announced', async () => {
  const client = remote();
  await inBuilding('1', async () => {
    await client.send(get('USER#maria'));
    await client.send(get('BUILDING#1'));
    await client.send(list('BUILDING#1#TICKET', 'GSI2'));
  });
  expect(signed).toEqual(['soon 1', 'itself', '1', '1']);
});
