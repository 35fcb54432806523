import {
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';

/** The records of one shard from a place on, page by page. */
export interface ShardCursor {
  /** The next records, perhaps none; `ended` when the shard is closed and there will be no more. */
  next(limit: number): Promise<{ readonly records: readonly StreamRecord[]; readonly ended: boolean }>;
}

export interface ShardPlace {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly shardId: string;
  /** The last record that is done with; read at each new beginning. */
  readonly after: () => string | undefined;
}

/** Begins anew at `after()` when the iterator has expired (15 minutes), or at the oldest record when that was trimmed. */
export function openShard(place: ShardPlace): ShardCursor {
  let iterator: string | undefined;

  async function begin(after: string | undefined): Promise<string> {
    const { ShardIterator } = await place.client.send(
      new GetShardIteratorCommand({
        StreamArn: place.streamArn,
        ShardId: place.shardId,
        ...(after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' as const }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }),
      }),
    );
    if (ShardIterator === undefined) throw new Error(`the stream gave no iterator for ${place.shardId}`);
    return ShardIterator;
  }

  async function beginAtCheckpoint(): Promise<string> {
    try {
      return await begin(place.after());
    } catch (error) {
      if (error instanceof TrimmedDataAccessException) return begin(undefined);
      throw error;
    }
  }

  return {
    async next(limit) {
      iterator ??= await beginAtCheckpoint();
      try {
        const answer = await place.client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }));
        iterator = answer.NextShardIterator;
        return { records: answer.Records ?? [], ended: iterator === undefined };
      } catch (error) {
        iterator = undefined;
        if (error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException) {
          return { records: [], ended: false };
        }
        throw error;
      }
    },
  };
}
