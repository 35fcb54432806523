import { type Clock, MINUTE } from '@bos/kernel/clock';
import type { FindRetentionOverrides, RetentionOverrides } from '@bos/table/retention';
import type { Table } from '@bos/table/table';

/** A changed term reaches every process within this time. */
const CACHE = 5 * MINUTE;
/** More buildings than one process writes for. */
const MAX_CACHED = 10_000;

/** Looks a building's own terms up, once in five minutes. */
export function createRetentionLookUp(table: Pick<Table, 'get'>, clock: Clock): FindRetentionOverrides {
  const cache = new Map<string, { readonly found: Promise<RetentionOverrides | undefined>; readonly until: number }>();

  /** A function that writes nothing of any building never loads what a building is. */
  async function read(buildingId: string): Promise<RetentionOverrides | undefined> {
    const { buildingEntity } = await import('./building.ts');
    return (await table.get(buildingEntity, { buildingId }))?.retention;
  }

  return (buildingId) => {
    const now = clock.now().getTime();
    const cached = cache.get(buildingId);
    if (cached && cached.until > now) return cached.found;
    const found = read(buildingId);
    if (cache.size >= MAX_CACHED) cache.clear();
    const entry = { found, until: now + CACHE };
    cache.set(buildingId, entry);
    // A failure is not worth remembering: the next caller asks again.
    found.catch(() => cache.get(buildingId) === entry && cache.delete(buildingId));
    return found;
  };
}
