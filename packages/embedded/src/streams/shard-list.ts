import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DomainError } from '@bos/kernel/errors';

export interface ShardListing {
  readonly shardId: string;
  /** Read to its end before this one, if it is still there: else an item's changes would come out of order. */
  readonly parentId: string | undefined;
}

/** The newest stream of the table. Throws STREAM_NOT_FOUND. */
export async function findStream(client: DynamoDBStreamsClient, tableName: string): Promise<string> {
  const { Streams } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const newest = (Streams ?? []).sort((a, b) => ((a.StreamLabel ?? '') < (b.StreamLabel ?? '') ? 1 : -1))[0];
  if (newest?.StreamArn !== undefined) return newest.StreamArn;
  throw new DomainError('not_found', 'STREAM_NOT_FOUND', `The table ${tableName} has no stream.`);
}

export async function listShards(client: DynamoDBStreamsClient, streamArn: string): Promise<ShardListing[]> {
  const shards: ShardListing[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(from !== undefined && { ExclusiveStartShardId: from }) }),
    );
    for (const { ShardId, ParentShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId !== undefined) shards.push({ shardId: ShardId, parentId: ParentShardId });
    }
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return shards;
}

/** Those that may be read now: not finished, with no unfinished parent in the list. */
export function readableShards(shards: readonly ShardListing[], finished: (shardId: string) => boolean): string[] {
  const open = new Set(shards.filter(({ shardId }) => !finished(shardId)).map(({ shardId }) => shardId));
  return shards
    .filter(({ shardId, parentId }) => open.has(shardId) && (parentId === undefined || !open.has(parentId)))
    .map(({ shardId }) => shardId);
}
