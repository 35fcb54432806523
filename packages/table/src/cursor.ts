import { invalid } from '@bos/kernel/errors';
import * as z from 'zod';
import { INDEXES } from './definition.ts';
import type { Pattern } from './entity.ts';
import { buildingOf } from './stored-item.ts';

/**
 * A place in a list, as text for URLs. It names the last item's keys and nothing else; a cursor is only taken for
 * the list that it was made for, so that it can never lead into another building.
 */
const cursorSchema = z.record(z.string(), z.string());

export function encodeCursor(lastKey: Record<string, unknown> | undefined): string | null {
  return lastKey === undefined ? null : Buffer.from(JSON.stringify(lastKey)).toString('base64url');
}

function isPlaceIn(key: Readonly<Record<string, string>>, { index, partition, prefix }: Pattern): boolean {
  const { partitionKey, sortKey } = index ? INDEXES[index] : { partitionKey: 'PK', sortKey: 'SK' };
  const named = Object.keys(key);
  const expected = new Set(['PK', 'SK', partitionKey, sortKey]);
  const building = buildingOf(partition);
  return (
    named.length === expected.size &&
    named.every((name) => expected.has(name)) &&
    key[partitionKey] === partition &&
    (key[sortKey] ?? '').startsWith(prefix) &&
    (building === undefined || buildingOf(key.PK ?? '') === building)
  );
}

/** Throws INVALID_CURSOR when the text is no cursor of this list. */
export function decodeCursor(cursor: string, pattern: Pattern): Record<string, string> {
  const refuse = () =>
    invalid('INVALID_CURSOR', 'cursor: not a cursor of this list.', [{ field: 'cursor', rule: 'take it from `next`' }]);
  let key: Record<string, string>;
  try {
    key = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw refuse();
  }
  if (!isPlaceIn(key, pattern)) throw refuse();
  return key;
}
