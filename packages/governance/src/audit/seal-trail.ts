import { type Clock, DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { timeOfId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import { renderKey } from '@bos/table/key-template';
import type { RawItems } from '@bos/table/raw-items';
import { RETENTION } from '@bos/table/retention';
import type { StoredItem } from '@bos/table/stored-item';
import type { Table } from '@bos/table/table';
import { create, WriteConflictError } from '@bos/table/write';
import { type AuditHour, hourAfter, hourOf, idPrefixes, monthsBetween, startOf } from './audit-hour.ts';
import { auditEntity } from './audit-record.ts';
import { type AuditSeal, auditSealEntity, genesisOf, sealOf } from './audit-seal.ts';

export interface TrailDependencies {
  readonly table: Table;
  /** A seal is over what lies in the table, readable or not. */
  readonly raw: Pick<RawItems, 'query'>;
  readonly clock: Clock;
}

/** A building whose trail it is, and since when there is one (ISO 8601). */
export interface TrailOwner {
  readonly buildingId: string;
  readonly createdAt: string;
}

/**
 * A record is made before it is written, by a clock of its own: an hour stays open for so long after its end. Five times
 * the longest that a write is tried again, with two minutes for clocks that differ.
 */
export const GRACE = 15 * MINUTE;

/** Six weeks that were missed are caught up in one run; what is left follows with the next. */
const MOST_HOURS = 1_000;

/** A building is made in minutes, or in days when that was cut short. */
export const MAKING = 28 * DAY;

export function partitionOf(buildingId: string, month: string): string {
  return renderKey(auditEntity.keys.PK, { buildingId, month });
}

/** The items of an hour as they lie in the table, by id; read consistently. */
async function itemsOf({ raw }: TrailDependencies, buildingId: string, hour: AuditHour): Promise<StoredItem[]> {
  const partition = partitionOf(buildingId, hour.slice(0, 7));
  const pieces = await Promise.all(
    idPrefixes(hour).map(async (prefix) => {
      const items: StoredItem[] = [];
      for await (const item of raw.query({ partition, prefix })) if (hourOfItem(item) === hour) items.push(item);
      return items;
    }),
  );
  return pieces.flat();
}

/** By the time in its id, whatever the record says; undefined for what has no such id. */
export function hourOfItem({ SK }: Pick<StoredItem, 'SK'>): AuditHour | undefined {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(SK) ? hourOf(timeOfId(SK)) : undefined;
}

/** The youngest seal, looked for in the months back to the building's own. */
async function latestSeal(
  { table, clock }: TrailDependencies,
  { buildingId, createdAt }: TrailOwner,
): Promise<Stored<AuditSeal> | undefined> {
  for (const month of monthsBetween(new Date(createdAt), clock.now()).toReversed()) {
    const options = { limit: 1, newestFirst: true, consistent: true };
    const { items } = await table.list(auditSealEntity, { buildingId, month }, options);
    if (items[0]) return items[0];
  }
  return undefined;
}

/** Where a trail begins: with its building, or with what was recorded while that was being made. */
async function firstHour({ raw, clock }: TrailDependencies, owner: TrailOwner): Promise<AuditHour> {
  const created = expectedStart(owner, clock.now());
  const since = startOf(created);
  for (const month of monthsBetween(new Date(since.getTime() - MAKING), since)) {
    for await (const item of raw.query({ partition: partitionOf(owner.buildingId, month), prefix: '0' })) {
      const hour = hourOfItem(item);
      if (hour !== undefined && hour < created) return hour;
      if (hour !== undefined) return created;
    }
  }
  return created;
}

/**
 * Seals every hour of a building's trail that is over and has no seal yet, in order. Says how many seals it wrote. May
 * run twice at the same time: both come to the same seal, and one of them writes it. Throws what the table throws; the
 * next run goes on.
 */
export async function sealTrail(deps: TrailDependencies, owner: TrailOwner): Promise<number> {
  const { buildingId } = owner;
  const latest = await latestSeal(deps, owner);
  let hour = latest === undefined ? await firstHour(deps, owner) : hourAfter(latest.hour);
  let previous = latest?.hash ?? genesisOf(buildingId);
  let written = 0;
  for (let n = 0; n < MOST_HOURS && isOver(hour, deps.clock.now()); n++) {
    const seal = sealOf(buildingId, hour, await itemsOf(deps, buildingId, hour), previous);
    try {
      await deps.table.write([create(auditSealEntity, seal)]);
      written++;
      previous = seal.hash;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
      // Another run was faster. What it wrote stands, whether or not it is the same.
      const stored = await deps.table.get(auditSealEntity, { buildingId, hour, month: hour.slice(0, 7) });
      if (stored === undefined) throw error;
      previous = stored.hash;
    }
    hour = hourAfter(hour);
  }
  return written;
}

/** From which hour on there must be seals: not from before what any building keeps, where they may have expired. */
export function expectedStart({ createdAt }: TrailOwner, now: Date): AuditHour {
  return hourOf(new Date(Math.max(Date.parse(createdAt), now.getTime() - RETENTION.audit.shortest + DAY)));
}

/** Whether nothing can be added to an hour any more. */
export function isOver(hour: AuditHour, now: Date): boolean {
  return now.getTime() >= startOf(hour).getTime() + HOUR + GRACE;
}
