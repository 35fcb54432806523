import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { describe, expect, test } from 'vitest';
import { openShard } from './shard.ts';
import { readableShards } from './shard-list.ts';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** The streams service at the wire: `answer` sees each operation with its input. */
function serviceAnswering(
  answer: (operation: string, input: Record<string, unknown>) => Answer,
): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient({
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      async handle(request: { readonly headers: Record<string, string>; readonly body?: Uint8Array }) {
        const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
        const { status, body } = answer(operation, JSON.parse(new TextDecoder().decode(request.body)));
        const response = {
          statusCode: status,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: new Blob([JSON.stringify(body)]).stream(),
        };
        return { response };
      },
    },
  });
}

const error = (name: string): Answer => ({ status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}` } });

describe('a shard', () => {
  test('is begun anew at the checkpoint when the iterator has expired', async () => {
    const begun: unknown[] = [];
    let reads = 0;
    const client = serviceAnswering((operation, input) => {
      if (operation === 'GetShardIterator') {
        begun.push([input.ShardIteratorType, input.SequenceNumber]);
        return { status: 200, body: { ShardIterator: 'i' } };
      }
      return ++reads === 1
        ? error('ExpiredIteratorException')
        : { status: 200, body: { Records: [{ dynamodb: { SequenceNumber: '8' } }] } };
    });
    const shard = openShard({ client, streamArn: 'arn', shardId: 's', after: () => '7' });
    expect(await shard.next(10)).toEqual({ records: [], ended: false });
    expect(await shard.next(10)).toMatchObject({ records: [{ dynamodb: { SequenceNumber: '8' } }], ended: true });
    expect(begun).toEqual([
      ['AFTER_SEQUENCE_NUMBER', '7'],
      ['AFTER_SEQUENCE_NUMBER', '7'],
    ]);
  });

  test('is begun at its oldest record when the checkpoint was trimmed away', async () => {
    const begun: unknown[] = [];
    const client = serviceAnswering((operation, input) => {
      if (operation !== 'GetShardIterator') return { status: 200, body: { Records: [], NextShardIterator: 'j' } };
      begun.push(input.ShardIteratorType);
      return input.SequenceNumber === undefined
        ? { status: 200, body: { ShardIterator: 'i' } }
        : error('TrimmedDataAccessException');
    });
    const shard = openShard({ client, streamArn: 'arn', shardId: 's', after: () => '7' });
    expect(await shard.next(10)).toEqual({ records: [], ended: false });
    expect(begun).toEqual(['AFTER_SEQUENCE_NUMBER', 'TRIM_HORIZON']);
  });
});

test('a shard is read after its parent, and at once when the parent has been forgotten', () => {
  const shards = [
    { shardId: 'parent', parentId: 'forgotten' },
    { shardId: 'child', parentId: 'parent' },
    { shardId: 'other', parentId: undefined },
  ];
  expect(readableShards(shards, () => false)).toEqual(['parent', 'other']);
  expect(readableShards(shards, (id) => id === 'parent')).toEqual(['child', 'other']);
});
