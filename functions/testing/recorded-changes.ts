import { BatchGetCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { toLambdaRecord } from '@bos/embedded/streams/lambda-record';
import type { Clock } from '@bos/kernel/clock';
import { createMemoryTable, type MemoryTable } from '@bos/testing/memory-table';
import type { DynamoDBRecord } from 'aws-lambda';

export interface RecordedTable extends MemoryTable {
  /** What the table's stream would hold of all that was written, in order. */
  readonly changes: readonly DynamoDBRecord[];
}

type Item = Readonly<Record<string, unknown>>;

const byKey = (items: readonly Item[]): ReadonlyMap<string, string> =>
  new Map(items.map((item) => [JSON.stringify([item.PK, item.SK]), JSON.stringify(item)]));

const READS = [GetCommand, BatchGetCommand, QueryCommand, ScanCommand];

const image = (item: string | undefined) => (item === undefined ? undefined : marshall(JSON.parse(item)));

/** A table in memory that keeps its change records. */
export function recordedTable({ clock }: { readonly clock: Clock }): RecordedTable {
  const memory = createMemoryTable({ clock });
  const changes: DynamoDBRecord[] = [];
  const { client } = memory;
  const send = client.send.bind(client);

  function record(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(key) === after.get(key)) continue;
      const [OldImage, NewImage] = [image(before.get(key)), image(after.get(key))];
      const dynamodb = {
        ApproximateCreationDateTime: clock.now(),
        SequenceNumber: String(changes.length + 1),
        ...(OldImage && { OldImage }),
        ...(NewImage && { NewImage }),
      };
      changes.push(toLambdaRecord({ dynamodb }, 'arn:aws:dynamodb:local:stream'));
    }
  }

  Object.assign(client, {
    // The table in memory writes before it gives its promise: nothing comes in between.
    send(...given: Parameters<typeof send>) {
      if (READS.some((read) => given[0] instanceof read)) return send(...given);
      const before = byKey(memory.items());
      const answer = send(...given);
      record(before, byKey(memory.items()));
      return answer;
    },
  });
  return { ...memory, changes };
}
