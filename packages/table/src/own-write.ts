import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { WriteRequest } from './electro-items.ts';

/** The SDK's own count of what it sent: above one it has tried again after an answer that did not come. */
function wasSentAgain(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const metadata: unknown = error.$metadata;
  const attempts = typeof metadata === 'object' && metadata !== null && 'attempts' in metadata ? metadata.attempts : 1;
  return typeof attempts === 'number' && attempts > 1;
}

/**
 * Whether a condition did not hold because the write had been done already, by the very same request: its answer was
 * lost, the SDK sent it again, and the second one met the first. To take that for somebody else's write would be to
 * believe that a claim is another's when it is one's own. One more read, only then.
 *
 * What lies there is ours when it is all that we wanted to write: its version, its times, and its sealed fields, which no
 * two writes have alike. (An item without sealed fields could be another's only if that one wrote the same in
 * the same millisecond.) A transaction is done as a whole, so one of its items speaks for all.
 */
export async function isOwnWrite(
  client: DynamoDBDocumentClient,
  writes: readonly WriteRequest[],
  error: unknown,
): Promise<boolean> {
  if (!wasSentAgain(error)) return false;
  const telling = writes.find(({ action, condition }) => action === 'put' && condition !== 'unconditional');
  const removed = telling ?? writes.find(({ action }) => action === 'delete');
  if (removed === undefined) return false;
  const { PK, SK } = removed.item;
  const { Item } = await client.send(
    new GetCommand({ TableName: removed.tableName, Key: { PK, SK }, ConsistentRead: true }),
  );
  if (telling === undefined) return Item === undefined;
  return ['version', 'updated_at', 'data'].every((name) => isDeepStrictEqual(Item?.[name], plain(telling.item[name])));
}

/** As the table gives it back: without what is undefined. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
