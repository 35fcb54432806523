import { isDomainError } from '@bos/kernel/errors';
import { OperatorError } from '../local/operator-error.ts';
import type { Privacy } from '../local/privacy.ts';

/**
 * Opens every item as the system will: whatever it could not read would make each list fail that it lies in. What cannot
 * be read is removed if that is asked for; says how much that was. Throws OperatorError, naming how much, if it is not.
 */
export async function checkItems(
  { table, raw, entities }: Pick<Privacy, 'table' | 'raw' | 'entities'>,
  leaveOut: boolean,
): Promise<number> {
  /** How many, by type and why. */
  const unreadable = new Map<string, number>();
  let removed = 0;
  for await (const item of raw.scan()) {
    const entity = entities.find(({ type }) => type === item.type);
    const why = await entity?.visit(async (definition) => {
      try {
        await table.decode(definition, item);
        return undefined;
      } catch (error) {
        if (isDomainError(error)) return error.code;
        throw error;
      }
    });
    if (why === undefined) continue;
    if (leaveOut) {
      await raw.remove(item);
      removed++;
    }
    const name = `${item.type} (${why})`;
    unreadable.set(name, (unreadable.get(name) ?? 0) + 1);
  }
  if (unreadable.size === 0 || leaveOut) return removed;
  const list = Array.from(unreadable, ([name, count]) => `${count} ${name}`).join(', ');
  throw new OperatorError(
    `With the keys of this machine some of it cannot be read: ${list}. Their keys were rotated away since. Restore a backup that was made --with-keys or after the rotation, or leave these out with --leave-out-unreadable. Nothing was changed.`,
  );
}
