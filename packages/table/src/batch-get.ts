import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chunksOf } from '@bos/kernel/chunks';
import { DomainError } from '@bos/kernel/errors';

/** What DynamoDB reads in one request. */
const MOST_KEYS = 100;

/**
 * Keys come back unread when the answer is full (16 MB) or the table is throttled. Each round waits longer, 20 ms to
 * 1.28 s in seven waits: 2.5 s at the most, then the caller's own retry takes over.
 */
const WAITS = [20, 40, 80, 160, 320, 640, 1_280];

export interface PrimaryKey {
  readonly PK: string;
  readonly SK: string;
}

/** One request for up to 100 keys, consistently; throws TABLE_BUSY when some stay unread. */
async function getChunk(client: DynamoDBDocumentClient, tableName: string, keys: PrimaryKey[]): Promise<unknown[]> {
  const found: unknown[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let attempt = 0; ; attempt++) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
    if (left.length === 0) return found;
    const wait = WAITS[attempt];
    if (wait === undefined) throw new DomainError('unavailable', 'TABLE_BUSY', `${left.length} items were not read.`);
    await sleep(wait);
  }
}

/** The raw items of all these keys, each once, in no order; absent ones are left out. One request for each 100. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly PrimaryKey[],
): Promise<unknown[]> {
  const unique = [...new Map(keys.map((key) => [`${key.PK}\n${key.SK}`, key])).values()];
  const found: unknown[] = [];
  for (const chunk of chunksOf(unique, MOST_KEYS)) found.push(...(await getChunk(client, tableName, chunk)));
  return found;
}
