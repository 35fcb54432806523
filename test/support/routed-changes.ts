import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCheckpoints } from '@bos/embedded/streams/checkpoints';
import * as z from 'zod';
import { CATALOG } from '../../functions/catalog.ts';

const LOOK_MILLISECONDS = 20;

const rowSchema = z.object({ newest: z.bigint().nullable() });

/** Waits until the readers of one machine have done with every change that its table has seen. Reads its files alone. */
export async function changesRouted(dataDir: string): Promise<void> {
  const readers = CATALOG.filter(({ trigger }) => trigger.kind === 'stream').map(({ name }) => name);
  const table = new DatabaseSync(join(dataDir, 'table.db'), { readOnly: true, timeout: 5_000 });
  const checkpoints = openCheckpoints(join(dataDir, 'streams.db'));
  const select = table.prepare('SELECT MAX(CAST(sequence_number AS INTEGER)) AS newest FROM _stream_records');
  select.setReadBigInts(true);
  try {
    const newest = rowSchema.parse(select.get()).newest ?? 0n;
    while (BigInt(checkpoints.acknowledged(readers) ?? 0) < newest) await sleep(LOOK_MILLISECONDS);
  } finally {
    checkpoints.close();
    table.close();
  }
}
