import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { INDEXES } from '@bos/table/definition';
import { createMemoryClient, type MemoryClient } from '@bos/testing/memory-client';
import { sizeOf } from '../../docs/testing/cost-meter.ts';
import { indexNames, type Place } from '../key-templates.ts';

type Item = Readonly<Record<string, unknown>>;

/** Units by place and partition, as they were used since the last look. */
export interface KeyMeter {
  readonly memory: MemoryClient;
  take(): ReadonlyMap<Place, ReadonlyMap<string, { writeUnits: number; readUnits: number }>>;
}

const TRANSACTION_FACTOR = 2;
/** A map costs three bytes and one for each entry, which an item as such does not. */
const bytesOf = (item: Item): number => sizeOf(item) - 3 - Object.keys(item).length;
const units = (item: Item | undefined, unit: number): number =>
  Math.max(1, Math.ceil((item ? bytesOf(item) : 0) / unit));
const written = (item: Item | undefined): number => units(item, 1_024);
const text = (value: unknown): string => String(value);

/** Wrapped keys lie in a table of their own on AWS, under the same keys. */
const placeOf = ({ PK, SK }: Item): Place =>
  text(PK).startsWith('KEY#') || /^KEY(#|$)/.test(text(SK)) ? 'keys' : 'table';

/** A table in memory that notes which partition each request works on, and what DynamoDB would bill for it. */
export function keyMeter(): KeyMeter {
  const inner = createMemoryClient();
  let used = new Map<Place, Map<string, { writeUnits: number; readUnits: number }>>();

  function note(place: Place, partition: unknown, more: { readonly writeUnits?: number; readonly readUnits?: number }) {
    const partitions = used.get(place) ?? new Map();
    used.set(place, partitions);
    const before = partitions.get(text(partition)) ?? { writeUnits: 0, readUnits: 0 };
    partitions.set(text(partition), {
      writeUnits: before.writeUnits + (more.writeUnits ?? 0),
      readUnits: before.readUnits + (more.readUnits ?? 0),
    });
  }

  const find = (key: Item | undefined): Item | undefined =>
    structuredClone(inner.items().find(({ PK, SK }) => PK === key?.PK && SK === key?.SK));
  const pass = (command: unknown): Promise<unknown> => Reflect.apply(inner.client.send, inner.client, [command]);

  function noteGet(key: Item | undefined, consistent: boolean | undefined): void {
    if (key === undefined) return;
    note(placeOf(key), key.PK, { readUnits: units(find(key), 4_096) * (consistent ? 1 : 0.5) });
  }

  async function query(command: QueryCommand): Promise<unknown> {
    const result = await inner.client.send(command);
    const { IndexName, ExpressionAttributeValues, ConsistentRead } = command.input;
    const place = indexNames.find((name) => name === IndexName) ?? 'table';
    const bytes = (result.Items ?? []).reduce((sum, item) => sum + bytesOf(item), 0);
    const readUnits = Math.max(1, Math.ceil(bytes / 4_096)) * (ConsistentRead ? 1 : 0.5);
    note(place, ExpressionAttributeValues?.[':pk'], { readUnits });
    return result;
  }

  /** An entry of an index that is made, changed or removed is one write; one whose key changes is two. */
  function noteIndexes(before: Item | undefined, after: Item | undefined): void {
    for (const index of indexNames) {
      const { partitionKey, sortKey } = INDEXES[index];
      const [old, fresh] = [before, after].map((item) => (item?.[partitionKey] === undefined ? undefined : item));
      const stays = old && fresh && old[partitionKey] === fresh[partitionKey] && old[sortKey] === fresh[sortKey];
      if (stays) note(index, fresh[partitionKey], { writeUnits: Math.max(written(old), written(fresh)) });
      else for (const item of [old, fresh]) if (item) note(index, item[partitionKey], { writeUnits: written(item) });
    }
  }

  async function write(keys: readonly (Item | undefined)[], factor: number, command: unknown): Promise<unknown> {
    const before = keys.map(find);
    try {
      return await pass(command);
    } finally {
      keys.forEach((key, position) => {
        const [was, is] = [before[position], find(key)];
        if (key === undefined) return;
        note(placeOf(key), key.PK, { writeUnits: factor * Math.max(written(was), written(is)) });
        if (JSON.stringify(was) !== JSON.stringify(is)) noteIndexes(was, is);
      });
    }
  }

  async function send(command: unknown): Promise<unknown> {
    if (command instanceof GetCommand) noteGet(command.input.Key, command.input.ConsistentRead);
    if (command instanceof BatchGetCommand) {
      for (const { Keys = [], ConsistentRead } of Object.values(command.input.RequestItems ?? {}))
        for (const key of Keys) noteGet(key, ConsistentRead);
    }
    if (command instanceof QueryCommand) return query(command);
    if (command instanceof PutCommand) return write([command.input.Item], 1, command);
    if (command instanceof DeleteCommand || command instanceof UpdateCommand)
      return write([command.input.Key], 1, command);
    if (command instanceof TransactWriteCommand) {
      const keys = (command.input.TransactItems ?? []).map(
        ({ Put, Delete, Update, ConditionCheck }) => Put?.Item ?? Delete?.Key ?? Update?.Key ?? ConditionCheck?.Key,
      );
      return write(keys, TRANSACTION_FACTOR, command);
    }
    return pass(command);
  }

  return {
    // The table package only ever calls `send`.
    memory: { items: inner.items, client: { send } as unknown as DynamoDBDocumentClient },
    take() {
      const taken = used;
      used = new Map();
      return taken;
    },
  };
}
