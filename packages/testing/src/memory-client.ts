import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;
interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

class ConditionalCheckFailedException extends Error {
  override readonly name = 'ConditionalCheckFailedException';
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

const keyOf = (key: Item | undefined): string => JSON.stringify([key?.PK, key?.SK]);

function holds(item: Item | undefined, { ConditionExpression, ExpressionAttributeValues }: Conditional): boolean {
  if (ConditionExpression === undefined) return true;
  if (ConditionExpression === 'attribute_not_exists(#PK)') return item === undefined;
  if (ConditionExpression === '#version = :version0') return item?.version === ExpressionAttributeValues?.[':version0'];
  throw new Error(`The table in memory does not know the condition ${ConditionExpression}`);
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
    const matching = [...items.values()]
      .filter((item) => item[partition] === values[':pk'] && String(item[sort] ?? '').startsWith(prefix))
      .sort((a, b) => {
        const order = String(a[sort]) + String(a.SK) < String(b[sort]) + String(b.SK) ? -1 : 1;
        return input.ScanIndexForward === false ? -order : order;
      });
    const start = input.ExclusiveStartKey;
    const from = start === undefined ? 0 : matching.findIndex((item) => keyOf(item) === keyOf(start)) + 1;
    const page = matching.slice(from, from + (input.Limit ?? matching.length));
    const last = page.at(-1);
    const more = from + page.length < matching.length && last !== undefined;
    return {
      Items: structuredClone(page),
      ...(more && { LastEvaluatedKey: { PK: last.PK, SK: last.SK, [partition]: last[partition], [sort]: last[sort] } }),
    };
  }

  function transact(input: TransactWriteCommand['input']) {
    const operations = (input.TransactItems ?? []).map(({ Put, Delete, ConditionCheck }) => {
      const conditional: Conditional = Put ?? Delete ?? ConditionCheck ?? {};
      const key = Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key;
      return { put: Put?.Item, remove: Delete?.Key, ok: holds(items.get(keyOf(key)), conditional) };
    });
    if (operations.some(({ ok }) => !ok)) {
      throw new TransactionCanceledException(operations.map(({ ok }) => (ok ? 'None' : 'ConditionalCheckFailed')));
    }
    for (const { put, remove } of operations) {
      if (put) store(put);
      if (remove) items.delete(keyOf(remove));
    }
    return {};
  }

  async function send(command: unknown): Promise<unknown> {
    if (command instanceof GetCommand) {
      const Item = read(command.input.Key);
      return Item ? { Item } : {};
    }
    if (command instanceof BatchGetCommand) {
      const [[tableName, request] = []] = Object.entries(command.input.RequestItems ?? {});
      const found = (request?.Keys ?? []).flatMap((key) => read(key) ?? []);
      return { Responses: { [tableName ?? '']: found } };
    }
    if (command instanceof QueryCommand) return query(command.input);
    if (command instanceof TransactWriteCommand) return transact(command.input);
    if (command instanceof PutCommand || command instanceof DeleteCommand) {
      const key = command instanceof PutCommand ? command.input.Item : command.input.Key;
      if (!holds(items.get(keyOf(key)), command.input)) throw new ConditionalCheckFailedException('Condition failed');
      if (command instanceof PutCommand) store(command.input.Item);
      else items.delete(keyOf(command.input.Key));
      return {};
    }
    throw new Error('The table in memory does not know this command');
  }

  // The table package only ever calls `send`.
  return { client: { send } as unknown as DynamoDBDocumentClient, items: () => [...items.values()] };
}
