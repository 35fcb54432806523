import { forEachConcurrently } from '@bos/kernel/concurrency';
import { isDomainError } from '@bos/kernel/errors';
import type { Table } from '@bos/table/table';
import { MAX_OPERATIONS, type WriteOperation } from '@bos/table/write';
import { writeChunks } from '@bos/table/write-chunks';

/** Transactions in flight: more only stand in line for the one engine of the table. */
const AT_ONCE = 4;

type Thing = readonly WriteOperation[];

/** As many whole things as a transaction holds, in order. A thing is what must not be written by halves. */
function* batchesOf(things: Iterable<Thing>): Generator<Thing[]> {
  let batch: Thing[] = [];
  let size = 0;
  for (const thing of things) {
    if (size + thing.length > MAX_OPERATIONS) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(thing);
    size += thing.length;
  }
  if (size > 0) yield batch;
}

export interface InTransactions {
  readonly table: Pick<Table, 'write'>;
  /** Throws its reason before the next transaction. */
  readonly signal: AbortSignal;
  /** Told how many writes have been made since the last time. */
  readonly onWritten?: (operations: number) => void;
}

/** What belongs to somebody who was erased between two runs is left out. Says how many writes were made. */
async function writeBatch(table: Pick<Table, 'write'>, batch: readonly Thing[]): Promise<number> {
  try {
    await writeChunks(table, batch.flat());
    return batch.flat().length;
  } catch (error) {
    if (!isDomainError(error, 'PERSON_ERASED')) throw error;
    if (batch.length === 1) return 0;
  }
  let written = 0;
  for (const thing of batch) written += await writeBatch(table, [thing]);
  return written;
}

/**
 * Writes many things, each of at most a hundred writes, in as few transactions as they need and several at a time. What
 * stands already is left as it is, so a run that was cut short is repeated as a whole.
 */
export async function writeThings(
  { table, signal, onWritten }: InTransactions,
  things: Iterable<Thing>,
): Promise<void> {
  await forEachConcurrently(batchesOf(things), AT_ONCE, async (batch) => {
    signal.throwIfAborted();
    const written = await writeBatch(table, batch);
    onWritten?.(written);
  });
}
