import { invalid } from '@bos/kernel/errors';
import * as z from 'zod';
import { INDEXES, type IndexName } from './definition.ts';

/**
 * A place in a list, as text for URLs. It names the last item's keys and nothing else; a cursor is only taken for
 * the partition that it was made for, so that it can never lead into another building.
 */
const cursorSchema = z.record(z.string(), z.string());

export function encodeCursor(lastKey: Record<string, unknown> | undefined): string | null {
  return lastKey === undefined ? null : Buffer.from(JSON.stringify(lastKey)).toString('base64url');
}

/** Throws INVALID_CURSOR when the text is no cursor of this partition. */
export function decodeCursor(cursor: string, partition: string, index: IndexName | undefined): Record<string, string> {
  const refuse = () =>
    invalid('INVALID_CURSOR', 'cursor: not a cursor of this list.', [{ field: 'cursor', rule: 'take it from `next`' }]);
  let key: Record<string, string>;
  try {
    key = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw refuse();
  }
  const attribute = index ? INDEXES[index].partitionKey : 'PK';
  if (key[attribute] !== partition) throw refuse();
  return key;
}
