import { chunksOf } from '@bos/kernel/chunks';
import type { Table } from './table.ts';
import { MAX_OPERATIONS, WriteConflictError, type WriteOperation } from './write.ts';

/**
 * Writes any number of items, a hundred at a time and in order, where all or nothing is not needed: a call that was cut
 * short is repeated as a whole. So it takes only what may be repeated: `put`, and `create`, whose item is left as it is
 * where one stands already. Returns how many were written. Throws RangeError for other operations, before anything is
 * written.
 */
export async function writeChunks(table: Pick<Table, 'write'>, operations: readonly WriteOperation[]): Promise<number> {
  const other = operations.find(({ action, condition }) => action !== 'put' || typeof condition === 'object');
  if (other !== undefined) throw new RangeError(`${other.type}: only put and create may be written in chunks`);
  let written = 0;
  for (const chunk of chunksOf(operations, MAX_OPERATIONS)) written += await writeMissing(table, chunk);
  return written;
}

/** Each round drops those that the table has named as existing, so it ends. */
async function writeMissing(table: Pick<Table, 'write'>, operations: readonly WriteOperation[]): Promise<number> {
  let missing = operations;
  while (missing.length > 0) {
    try {
      await table.write(missing);
      return missing.length;
    } catch (error) {
      if (!(error instanceof WriteConflictError) || error.failed.length === 0) throw error;
      const { failed } = error;
      missing = missing.filter((_operation, position) => !failed.includes(position));
    }
  }
  return 0;
}
