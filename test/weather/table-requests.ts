import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

export type Item = Record<string, AttributeValue>;

/** An attribute's value is handed on as it came. */
const item = z.custom<Item>((value) => typeof value === 'object' && value !== null && 'PK' in value && 'SK' in value);
const table = z.looseObject({ TableName: z.string() });
const put = table.extend({ Item: item });
const keyed = table.extend({ Key: item });
const transaction = z.looseObject({
  TransactItems: z.array(z.looseObject({ Put: put.optional(), Delete: keyed.optional(), Update: keyed.optional() })),
});

/** What became of one item: a new image, nothing, or something that only the table knows. */
export type Change =
  | { readonly kind: 'put'; readonly table: string; readonly item: Item }
  | { readonly kind: 'delete'; readonly table: string; readonly key: Item }
  | { readonly kind: 'update'; readonly table: string; readonly key: Item };

type Keyed = z.infer<typeof keyed>;
const putOf = ({ TableName, Item }: z.infer<typeof put>): Change => ({ kind: 'put', table: TableName, item: Item });
const deletionOf = ({ TableName, Key }: Keyed): Change => ({ kind: 'delete', table: TableName, key: Key });
const updateOf = ({ TableName, Key }: Keyed): Change => ({ kind: 'update', table: TableName, key: Key });

/** The changes that a request makes when it succeeds. */
export function changesOf(operation: string, body: unknown): Change[] {
  switch (operation) {
    case 'PutItem':
      return [putOf(put.parse(body))];
    case 'DeleteItem':
      return [deletionOf(keyed.parse(body))];
    case 'UpdateItem':
      return [updateOf(keyed.parse(body))];
    case 'TransactWriteItems':
      return transaction
        .parse(body)
        .TransactItems.flatMap(({ Put, Delete, Update }) => [
          ...(Put ? [putOf(Put)] : []),
          ...(Delete ? [deletionOf(Delete)] : []),
          ...(Update ? [updateOf(Update)] : []),
        ]);
    default:
      return [];
  }
}

/** How many items a write names: each has a reason of its own when a transaction is cancelled. */
export function itemsOf(body: unknown): number {
  return z.looseObject({ TransactItems: z.array(z.unknown()) }).parse(body).TransactItems.length;
}

const query = table.extend({ IndexName: z.string() });

/** The table whose index is read; undefined for whatever reads no index. */
export function indexedTable(operation: string, body: unknown): string | undefined {
  return operation === 'Query' ? query.safeParse(body).data?.TableName : undefined;
}

const batch = z.looseObject({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) })) });

/** The first half of a batch's keys, to be read, and the rest, to be called unprocessed; undefined for a single key. */
export function halved(body: unknown): { readonly read: unknown; readonly left: unknown } | undefined {
  const { RequestItems, ...rest } = batch.parse(body);
  const entries = Object.entries(RequestItems);
  if (entries.every(([, { Keys }]) => Keys.length < 2)) return undefined;
  const half = (pick: (keys: readonly unknown[]) => readonly unknown[]) =>
    Object.fromEntries(entries.map(([name, { Keys, ...more }]) => [name, { ...more, Keys: pick(Keys) }]));
  return {
    read: { ...rest, RequestItems: half((keys) => keys.slice(0, Math.ceil(keys.length / 2))) },
    left: half((keys) => keys.slice(Math.ceil(keys.length / 2))),
  };
}
