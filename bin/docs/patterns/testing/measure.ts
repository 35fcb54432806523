import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredKeyRecord } from '@bos/table/encryption/key-store';
import type { AnyEntity } from '@bos/table/entity';
import { writeChunks } from '@bos/table/write-chunks';
import type { Measurements } from '../measurements.ts';
import { COMMANDS } from './commands.ts';
import { measureCommands } from './measure-commands.ts';
import { measureLife } from './measure-lives.ts';
import { measureReads } from './measure-reads.ts';
import type { RoomPatterns } from './patterns.ts';
import { startProcess } from './process.ts';
import { recordedClient } from './recorded-client.ts';
import { measureTransactions } from './transactions.ts';

/** The last one is called as the functions know it. */
export const TABLES = {
  lives: 'bos-data-lives',
  patterns: 'bos-data-patterns',
  transactions: 'bos-data-test',
} as const;

export interface MeasureOptions {
  readonly client: DynamoDBDocumentClient;
  /** Empty tables: for the lives of single items, for all of them at once, and for what functions write. */
  readonly tables: Readonly<Record<keyof typeof TABLES, string>>;
  readonly rooms: readonly RoomPatterns[];
  readonly entities: readonly AnyEntity[];
}

/** Runs every pattern in a table with a page of typical items of each kind. Throws what `measureReads` throws. */
export async function measurePatterns({ client, tables, rooms, entities }: MeasureOptions): Promise<Measurements> {
  const recorded = recordedClient(client, entities);
  const kept = new Map<string, StoredKeyRecord>();
  const { world } = startProcess(recorded.client, tables.patterns, kept);
  const items = (await Promise.all(rooms.map((room) => room.items(world)))).flat();
  await writeChunks(
    world.table,
    items.flatMap((item) => item.creations()),
  );

  const lives: Measurements['lives'] = {};
  const living = startProcess(recorded.client, tables.lives, new Map());
  for (const { type } of entities) {
    const item = items.find((one) => one.type === type);
    if (item === undefined) throw new Error(`There is no typical ${type}`);
    lives[type] = await measureLife(item, living.world, recorded);
  }

  const measured = await measureReads(
    rooms.flatMap(({ reads }) => reads),
    async (pattern) => {
      const fresh = startProcess(recorded.client, tables.patterns, kept);
      recorded.take();
      await pattern.run(fresh.world);
      return { requests: recorded.take(), keys: fresh.keysRead() };
    },
  );
  // Last, for they change what lies there.
  const commands = await measureCommands(COMMANDS, world, recorded);
  return { lives, ...measured, transactions: [...(await measureTransactions(recorded)), ...commands] };
}
