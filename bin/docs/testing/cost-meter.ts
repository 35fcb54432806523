import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { INDEXES } from '@bos/table/definition';
import type { MemoryClient } from '@bos/testing/memory-client';

type Item = Readonly<Record<string, unknown>>;

/** An item as it was and as it is. */
export interface ItemChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** What DynamoDB would bill, and the changes that its stream would tell, a list for each write request. */
export interface Meter {
  readonly client: DynamoDBDocumentClient;
  readonly used: { requests: number; readUnits: number; writeUnits: number };
  readonly changes: ItemChange[][];
}

const READ_UNIT_BYTES = 4_096;
const WRITE_UNIT_BYTES = 1_024;
const TRANSACTION_FACTOR = 2;

/** Bytes of a value by DynamoDB's rules: UTF-8 of texts and names, three for a map or list and one for each entry. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + 1 + sizeOf(entry), 3);
  if (typeof value === 'object' && value !== null) return attributesSize(value) + 3 + Object.keys(value).length;
  return 1;
}

function attributesSize(item: object): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);
}

const units = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));
const writeUnits = (item: Item | undefined): number => units(item ? attributesSize(item) : 0, WRITE_UNIT_BYTES);

/** An entry that is made, changed or removed is one write; one whose key changes is two. */
function indexUnits({ before, after }: ItemChange): number {
  return Object.values(INDEXES).reduce((sum, { partitionKey, sortKey }) => {
    const entry = (item: Item | undefined) => (item?.[partitionKey] === undefined ? undefined : item);
    const [old, fresh] = [entry(before), entry(after)];
    const moved = old && fresh && (old[partitionKey] !== fresh[partitionKey] || old[sortKey] !== fresh[sortKey]);
    if (old && fresh && !moved) return sum + Math.max(writeUnits(old), writeUnits(fresh));
    return sum + (old ? writeUnits(old) : 0) + (fresh ? writeUnits(fresh) : 0);
  }, 0);
}

/** Passes requests on to a table in memory and counts what each would cost. */
export function meter({ client: inner, items }: MemoryClient): Meter {
  const used = { requests: 0, readUnits: 0, writeUnits: 0 };
  const changes: ItemChange[][] = [];
  const find = (key: Item | undefined): Item | undefined =>
    structuredClone(items().find(({ PK, SK }) => PK === key?.PK && SK === key?.SK));

  const readSize = (found: readonly Item[], factor: number): number =>
    factor *
    units(
      found.reduce((sum, item) => sum + attributesSize(item), 0),
      READ_UNIT_BYTES,
    );

  async function write(keys: readonly (Item | undefined)[], factor: number, act: () => Promise<unknown>) {
    const before = keys.map(find);
    try {
      return await act();
    } finally {
      // A condition that does not hold is billed as well.
      const changed = keys.map((key, position): ItemChange => ({ before: before[position], after: find(key) }));
      for (const change of changed) {
        const larger = Math.max(writeUnits(change.before), writeUnits(change.after));
        const differs = JSON.stringify(change.before) !== JSON.stringify(change.after);
        used.writeUnits += factor * larger + (differs ? indexUnits(change) : 0);
      }
      const real = changed.filter(({ before: old, after }) => JSON.stringify(old) !== JSON.stringify(after));
      if (real.length > 0) changes.push(real);
    }
  }

  async function send(command: unknown): Promise<unknown> {
    used.requests += 1;
    const pass = (): Promise<unknown> => Reflect.apply(inner.send, inner, [command]);
    if (command instanceof GetCommand) {
      const found = find(command.input.Key);
      used.readUnits += readSize(found ? [found] : [], command.input.ConsistentRead ? 1 : 0.5);
      return pass();
    }
    if (command instanceof BatchGetCommand) {
      for (const request of Object.values(command.input.RequestItems ?? {})) {
        for (const key of request.Keys ?? []) {
          const found = find(key);
          used.readUnits += readSize(found ? [found] : [], request.ConsistentRead ? 1 : 0.5);
        }
      }
      return pass();
    }
    if (command instanceof QueryCommand) {
      const result = await inner.send(command);
      used.readUnits += readSize(result.Items ?? [], command.input.ConsistentRead ? 1 : 0.5);
      return result;
    }
    if (command instanceof PutCommand) return write([command.input.Item], 1, pass);
    if (command instanceof DeleteCommand) return write([command.input.Key], 1, pass);
    if (command instanceof TransactWriteCommand) {
      const keys = (command.input.TransactItems ?? []).map(
        ({ Put, Delete, ConditionCheck }) => Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key,
      );
      return write(keys, TRANSACTION_FACTOR, pass);
    }
    throw new Error('The meter does not know this command');
  }

  // The table package only ever calls `send`.
  return { client: { send } as unknown as DynamoDBDocumentClient, used, changes };
}
