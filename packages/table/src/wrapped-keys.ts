import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@bos/kernel/clock';
import * as z from 'zod';
import type { WrappedKeyStore } from './encryption/key-ring.ts';
import { scopeKey } from './encryption/key-scope.ts';
import { loadRequests } from './load-requests.ts';

const TYPE = 'wrapped_key';
const itemSchema = z.looseObject({ data: z.object({ wrapped: z.string() }) });

/** Wrapped data keys as items of the table. They come before every other write of their person, in a write of their own. */
export function createWrappedKeyStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  clock: Clock,
): WrappedKeyStore {
  const store: WrappedKeyStore = {
    async read(scope) {
      const [{ Item }] = await Promise.all([
        client.send(new GetCommand({ TableName: tableName, Key: scopeKey(scope), ConsistentRead: true })),
        // Who reads a key lists or writes next: what that needs loads while the table answers.
        loadRequests(),
      ]);
      return Item === undefined ? undefined : Buffer.from(itemSchema.parse(Item).data.wrapped, 'base64url');
    },

    async create(scope, wrapped) {
      const now = clock.now().toISOString();
      const data = { wrapped: Buffer.from(wrapped).toString('base64url'), schemaVersion: 1 };
      const item = { ...scopeKey(scope), type: TYPE, data, version: 1, created_at: now, updated_at: now };
      const { putParameters } = await loadRequests();
      try {
        await client.send(
          new PutCommand(putParameters({ action: 'put', type: TYPE, tableName, condition: 'absent', item })),
        );
        return wrapped;
      } catch (error) {
        const kept =
          error instanceof Error && error.name === 'ConditionalCheckFailedException' && (await store.read(scope));
        if (kept) return kept;
        throw error;
      }
    },
  };
  return store;
}
