import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Conditional, holds, increased } from './memory-expressions.ts';

type Item = Record<string, unknown>;

class ConditionalCheckFailedException extends Error {
  override readonly name = 'ConditionalCheckFailedException';
}

class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

class TransactionCanceledException extends Error {
  override readonly name = 'TransactionCanceledException';
  readonly CancellationReasons: readonly { readonly Code: string }[];
  constructor(codes: readonly string[]) {
    super('Transaction cancelled');
    this.CancellationReasons = codes.map((Code) => ({ Code }));
  }
}

/**
 * A table in memory that answers the requests which the table package makes, and refuses all others. It stands in
 * for the engine in unit tests; the contract suite holds both to the same behaviour.
 */
export interface MemoryClient {
  readonly client: DynamoDBDocumentClient;
  /** The raw items, as they would lie on disk. */
  items(): readonly Item[];
}

/** DynamoDB's quota for one batch and for one transaction. */
const MOST_AT_ONCE = 100;

const keyOf = (key: Item | undefined): string => JSON.stringify([key?.PK, key?.SK]);

function assertDistinct(keys: readonly (Item | undefined)[]): void {
  if (keys.length > MOST_AT_ONCE) throw new ValidationException('Member must have length less than or equal to 100');
  if (new Set(keys.map(keyOf)).size < keys.length) throw new ValidationException('One item is named twice');
}

/** The order of a list: by sort key and, within one of an index, by the table's own keys. */
function positionOf(item: Item, sort: string): string {
  return [item[sort], item.PK, item.SK].join('\n');
}

export function createMemoryClient(): MemoryClient {
  const items = new Map<string, Item>();
  // Items are copied in and out, so that nobody changes what is stored by changing what they hold.
  const read = (key: Item | undefined) => structuredClone(items.get(keyOf(key)));
  const store = (item: Item | undefined) => items.set(keyOf(item), JSON.parse(JSON.stringify(item)));

  function query(input: QueryCommand['input']) {
    const names = input.ExpressionAttributeNames ?? {};
    const values = input.ExpressionAttributeValues ?? {};
    const partition = names['#pk'] ?? '';
    const sort = names['#sk1'] ?? partition.replace('PK', 'SK');
    const prefix = String(values[':sk1'] ?? '');
    if (values[':sk1'] === '') throw new ValidationException('A key attribute cannot contain an empty string value');
    const order = input.ScanIndexForward === false ? -1 : 1;
    const start = input.ExclusiveStartKey && positionOf(input.ExclusiveStartKey, sort);
    const matching = [...items.values()]
      .filter((item) => item[partition] === values[':pk'] && String(item[sort] ?? '').startsWith(prefix))
      .map((item) => ({ item, position: positionOf(item, sort) }))
      .sort((a, b) => (a.position < b.position ? -order : order))
      .filter(({ position }) => start === undefined || (order > 0 ? position > start : position < start));
    const page = matching.slice(0, input.Limit ?? matching.length).map(({ item }) => item);
    const last = page.at(-1);
    const more = page.length < matching.length && last !== undefined;
    return {
      Items: structuredClone(page),
      ...(more && { LastEvaluatedKey: { PK: last.PK, SK: last.SK, [partition]: last[partition], [sort]: last[sort] } }),
    };
  }

  /** The items of a segment are those whose place in the table falls to it. */
  function scan({ Segment = 0, TotalSegments = 1, ExclusiveStartKey, Limit }: ScanCommand['input']) {
    const start = ExclusiveStartKey && keyOf(ExclusiveStartKey);
    const segmentOf = (key: string) => [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TotalSegments;
    const matching = [...items.keys()]
      .sort()
      .filter((key) => segmentOf(key) === Segment && (start === undefined || key > start));
    const page = matching
      .slice(0, Limit ?? matching.length)
      .map((key) => items.get(key))
      .filter((item) => item !== undefined);
    const last = page.at(-1);
    return {
      Items: structuredClone(page),
      ...(page.length < matching.length && last && { LastEvaluatedKey: { PK: last.PK, SK: last.SK } }),
    };
  }

  function batchGet({ RequestItems = {} }: BatchGetCommand['input']) {
    const [[tableName, request] = []] = Object.entries(RequestItems);
    assertDistinct(request?.Keys ?? []);
    return { Responses: { [tableName ?? '']: (request?.Keys ?? []).flatMap((key) => read(key) ?? []) } };
  }

  function transact(input: TransactWriteCommand['input']) {
    const operations = (input.TransactItems ?? []).map(({ Put, Delete, ConditionCheck, Update }) => {
      const conditional: Conditional = Put ?? Delete ?? ConditionCheck ?? Update ?? {};
      const key = Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key ?? Update?.Key;
      return {
        put: Put?.Item,
        remove: Delete?.Key,
        update: Update,
        key,
        ok: holds(items.get(keyOf(key)), conditional),
      };
    });
    assertDistinct(operations.map(({ key }) => key));
    if (operations.some(({ ok }) => !ok)) {
      throw new TransactionCanceledException(operations.map(({ ok }) => (ok ? 'None' : 'ConditionalCheckFailed')));
    }
    for (const { put, remove, update, key } of operations) {
      if (put) store(put);
      if (remove) items.delete(keyOf(remove));
      if (update) store(increased(read(key) ?? {}, update));
    }
    return {};
  }

  function write(key: Item | undefined, conditional: Conditional, act: () => unknown) {
    if (!holds(items.get(keyOf(key)), conditional)) throw new ConditionalCheckFailedException('Condition failed');
    act();
    return {};
  }

  async function send(command: unknown): Promise<unknown> {
    if (command instanceof GetCommand) {
      const Item = read(command.input.Key);
      return Item ? { Item } : {};
    }
    if (command instanceof BatchGetCommand) return batchGet(command.input);
    if (command instanceof QueryCommand) return query(command.input);
    if (command instanceof ScanCommand) return scan(command.input);
    if (command instanceof TransactWriteCommand) return transact(command.input);
    if (command instanceof PutCommand) {
      const { input } = command;
      return write(input.Item, input, () => store(input.Item));
    }
    if (command instanceof DeleteCommand) {
      const { input } = command;
      return write(input.Key, input, () => items.delete(keyOf(input.Key)));
    }
    if (command instanceof UpdateCommand) {
      const { input } = command;
      return write(input.Key, input, () => store(increased(read(input.Key) ?? {}, input)));
    }
    throw new Error('The table in memory does not know this command');
  }

  // The table package only ever calls `send`.
  return { client: { send } as unknown as DynamoDBDocumentClient, items: () => [...items.values()] };
}
