import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import * as z from 'zod';
import {
  type KeyScope,
  scopeKey,
  scopeName,
  scopeOfName,
  type WrappingScope,
  wrappingScope,
} from './encryption/key-scope.ts';
import type { KeyRecord, KeyStore, StoredKeyRecord } from './encryption/key-store.ts';
import { loadRequests } from './load-requests.ts';

const TYPE = 'wrapped_key';

const keySchema = z.object({ version: z.number(), by: z.number(), from: z.string(), wrapped: z.string() });
const itemSchema = z.looseObject({
  version: z.number(),
  created_at: z.string(),
  data: z.object({
    scope: z.string().optional(),
    keys: z.array(keySchema).optional(),
    erasedAt: z.string().optional(),
    /** The only key, of the time before keys had versions. */
    wrapped: z.string().optional(),
  }),
});

/** Wrapped data keys as items of a DynamoDB table. They come before every other write of their person. */
export function createWrappedKeyStore(client: DynamoDBDocumentClient, tableName: string, clock: Clock): KeyStore {
  async function put(scope: KeyScope, record: KeyRecord, revision: number): Promise<boolean> {
    const now = clock.now().toISOString();
    const item = {
      ...scopeKey(scope),
      type: TYPE,
      data: dataOf(scope, record),
      version: revision,
      created_at: now,
      updated_at: now,
    };
    const condition = revision === 1 ? 'absent' : { version: revision - 1 };
    const { putParameters } = await loadRequests();
    try {
      await client.send(new PutCommand(putParameters({ action: 'put', type: TYPE, tableName, condition, item })));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  const store: KeyStore = {
    async read(scope) {
      const [{ Item }] = await Promise.all([
        client.send(new GetCommand({ TableName: tableName, Key: scopeKey(scope), ConsistentRead: true })),
        // Who reads a key lists or writes next: what that needs loads while the table answers.
        loadRequests(),
      ]);
      return Item === undefined ? undefined : recordOf(Item);
    },
    async create(scope, record) {
      if (await put(scope, record, 1)) return { ...record, revision: 1 };
      const kept = await store.read(scope);
      // Removed between the two requests: whoever asks next makes it.
      return kept ?? store.create(scope, record);
    },
    replace: (scope, record, revision) => put(scope, record, revision + 1),
    async remove(scope) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: scopeKey(scope) }));
    },
    wrappedBy: (outer) => wrappedBy(client, tableName, outer),
    // DynamoDB keeps no page of what was removed; what its stream and backups keep is said in the documents.
    scrub: async () => {},
  };
  return store;
}

function dataOf(scope: KeyScope, { keys, erasedAt }: KeyRecord) {
  return {
    scope: scopeName(scope),
    keys: keys.map(({ wrapped, ...key }) => ({ ...key, wrapped: Buffer.from(wrapped).toString('base64url') })),
    ...(erasedAt !== undefined && { erasedAt }),
    schemaVersion: 2,
  };
}

function recordOf(item: unknown): StoredKeyRecord {
  const { version: revision, created_at, data } = itemSchema.parse(item);
  const only = data.wrapped === undefined ? [] : [{ version: 1, by: 1, from: created_at, wrapped: data.wrapped }];
  const keys = (data.keys ?? only).map((key) => ({
    ...key,
    wrapped: new Uint8Array(Buffer.from(key.wrapped, 'base64url')),
  }));
  return { revision, keys, ...(data.erasedAt !== undefined && { erasedAt: data.erasedAt }) };
}

/** A building's by one query; all others by a scan, which only rotation asks for. */
async function* wrappedBy(
  client: DynamoDBDocumentClient,
  tableName: string,
  outer: WrappingScope,
): AsyncIterable<KeyScope> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      outer !== 'keeper' && outer.kind === 'building'
        ? new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: '#pk = :pk and begins_with(#sk1, :sk1)',
            ExpressionAttributeNames: { '#pk': 'PK', '#sk1': 'SK' },
            ExpressionAttributeValues: { ':pk': scopeKey(outer).PK, ':sk1': 'KEY#' },
            ExclusiveStartKey,
          })
        : new ScanCommand({
            TableName: tableName,
            FilterExpression: '#type = :type',
            ExpressionAttributeNames: { '#type': 'type' },
            ExpressionAttributeValues: { ':type': TYPE },
            ExclusiveStartKey,
          }),
    );
    for (const item of page.Items ?? []) {
      const scope = scopeOfItem(item);
      if (scope && isWrappedBy(scope, outer)) yield scope;
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

const placeSchema = z.looseObject({
  PK: z.string(),
  SK: z.string(),
  type: z.string(),
  data: z.looseObject({ scope: z.string().optional() }),
});

/** Items from before scopes were stored are told by their keys. */
function scopeOfItem(item: unknown): KeyScope | undefined {
  const { PK, SK, type, data } = placeSchema.parse(item);
  if (type !== TYPE) return undefined;
  if (data.scope !== undefined) return scopeOfName(data.scope);
  const buildingId = /^BUILDING#([^#]+)$/.exec(PK)?.[1];
  const member = /^KEY#([^#]+)$/.exec(SK)?.[1];
  const userId = /^USER#([^#]+)$/.exec(PK)?.[1];
  if (buildingId !== undefined)
    return member ? { kind: 'membership', buildingId, userId: member } : { kind: 'building', buildingId };
  if (userId !== undefined) return { kind: 'person', userId };
  return PK === 'KEY#platform' ? { kind: 'platform' } : undefined;
}

export function isWrappedBy(scope: KeyScope, outer: WrappingScope): boolean {
  const actual = wrappingScope(scope);
  if (actual === 'keeper' || outer === 'keeper') return actual === outer;
  return scopeName(actual) === scopeName(outer);
}
