import { DeleteCommand, GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
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
type Images = Promise<readonly (string | undefined)[]>;

/** What a request writes to. */
function writtenBy(command: unknown): readonly Item[] {
  if (command instanceof PutCommand) return command.input.Item ? [command.input.Item] : [];
  if (command instanceof DeleteCommand || command instanceof UpdateCommand)
    return command.input.Key ? [command.input.Key] : [];
  if (!(command instanceof TransactWriteCommand)) return [];
  const operations = command.input.TransactItems ?? [];
  return operations.flatMap(({ Put, Delete, Update }) => Put?.Item ?? Delete?.Key ?? Update?.Key ?? []);
}

const image = (item: string | undefined) => (item === undefined ? undefined : marshall(JSON.parse(item)));

/** A table in memory that keeps its change records. */
export function recordedTable({ clock }: { readonly clock: Clock }): RecordedTable {
  const memory = createMemoryTable({ clock });
  const changes: DynamoDBRecord[] = [];
  const { client, tableName: TableName } = memory;
  const send = client.send.bind(client);

  /** What lies there at this moment, though the answer comes later: the table in memory reads before it gives its promise. */
  const imageAt = async ({ PK, SK }: Item): Promise<string | undefined> => {
    const { Item } = await send(new GetCommand({ TableName, Key: { PK, SK } }));
    return Item && JSON.stringify(Item);
  };

  function record(before: readonly (string | undefined)[], after: readonly (string | undefined)[]): void {
    for (const [position, old] of before.entries()) {
      const now = after[position];
      if (old === now) continue;
      const [OldImage, NewImage] = [image(old), image(now)];
      const dynamodb = {
        ApproximateCreationDateTime: clock.now(),
        SequenceNumber: String(changes.length + 1),
        ...(OldImage && { OldImage }),
        ...(NewImage && { NewImage }),
      };
      changes.push(toLambdaRecord({ dynamodb }, 'arn:aws:dynamodb:local:stream'));
    }
  }

  async function recorded<T>(answer: T, before: Images, after: Images): Promise<Awaited<T>> {
    record(await before, await after);
    return await answer;
  }

  Object.assign(client, {
    // It writes before it gives its promise, too: nothing comes in between.
    send(...given: Parameters<typeof send>) {
      const written = writtenBy(given[0]);
      if (written.length === 0) return send(...given);
      const before = Promise.all(written.map(imageAt));
      const answer = send(...given);
      return recorded(answer, before, Promise.all(written.map(imageAt)));
    },
  });
  return { ...memory, changes };
}
