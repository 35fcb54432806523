import { type Clock, MINUTE } from '@bos/kernel/clock';
import type { FindRetentionOverrides, RetentionOverrides } from '@bos/table/retention';
import type { Table } from '@bos/table/table';
import { buildingEntity } from './building.ts';

/** A changed term reaches every process within this time. */
const CACHE = 5 * MINUTE;
/** More buildings than one process writes for. */
const MAX_CACHED = 10_000;

/** Looks a building's own terms up, once in five minutes. */
export function createRetentionLookUp(table: Pick<Table, 'get'>, clock: Clock): FindRetentionOverrides {
  const cache = new Map<string, { readonly found: Promise<RetentionOverrides | undefined>; readonly until: number }>();
  return (buildingId) => {
    const now = clock.now().getTime();
    const cached = cache.get(buildingId);
    if (cached && cached.until > now) return cached.found;
    const found = table.get(buildingEntity, { buildingId }).then((building) => building?.retention);
    if (cache.size >= MAX_CACHED) cache.clear();
    const entry = { found, until: now + CACHE };
    cache.set(buildingId, entry);
    // A failure is not worth remembering: the next caller asks again.
    found.catch(() => cache.get(buildingId) === entry && cache.delete(buildingId));
    return found;
  };
}
