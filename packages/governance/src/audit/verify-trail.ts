import { HOUR } from '@bos/kernel/clock';
import { RETENTION } from '@bos/table/retention';
import { isExpired } from '@bos/table/stored-item';
import { type AuditHour, hourBefore, hourOf, monthsBetween, startOf } from './audit-hour.ts';
import { auditSealEntity, genesisOf } from './audit-seal.ts';
import { problemOfHour, readSeal, type TrailProblem } from './compare-hour.ts';
import { expectedStart, isOver, MAKING, type TrailDependencies, type TrailOwner } from './seal-trail.ts';
import { hoursOfMonth, type TrailHour } from './trail-month.ts';

/** The hours to look at, both included; all that are over when not given. */
export interface TrailRange {
  readonly from?: Date;
  readonly to?: Date;
}

export interface TrailReport {
  /** Hours whose seal and records are as they were sealed, up to the first problem. */
  readonly hours: number;
  readonly records: number;
  /** The first place that is not as it was sealed. */
  readonly problem?: TrailProblem;
  /** The last hour that is in order. Whoever keeps its hash elsewhere would notice a trail that was made anew. */
  readonly head?: { readonly hour: AuditHour; readonly hash: string };
  /** From this hour on nothing is sealed yet. */
  readonly unsealedSince?: AuditHour;
}

interface Walk {
  hours: number;
  records: number;
  head: TrailReport['head'];
  /** Of the seal before; undefined when it is not known. */
  previous: string | undefined;
  /** The first hour that should have a seal and has none. */
  missing: AuditHour | undefined;
}

/** Hours of the range that are over, in order. */
async function* hoursIn(
  deps: TrailDependencies,
  owner: TrailOwner,
  { from, to }: TrailRange,
): AsyncIterable<TrailHour> {
  const now = deps.clock.now();
  const oldest = Math.max(Date.parse(owner.createdAt), now.getTime() - RETENTION.audit.longest);
  const first = from ?? new Date(oldest - MAKING);
  const last = to ?? now;
  for (const month of monthsBetween(first, last)) {
    for (const found of await hoursOfMonth(deps, owner.buildingId, month)) {
      const start = startOf(found.hour).getTime();
      if (start > first.getTime() - HOUR && start <= last.getTime() && isOver(found.hour, now)) yield found;
    }
  }
}

/** What the first hour of the range has to follow from: a seal, the building itself, or nobody knows. */
async function anchorOf(
  { table }: TrailDependencies,
  { buildingId }: TrailOwner,
  whole: boolean,
  from: Date | undefined,
): Promise<string | undefined> {
  if (from !== undefined) {
    const hour = hourBefore(hourOf(from));
    return (await table.get(auditSealEntity, { buildingId, hour, month: hour.slice(0, 7) }))?.hash;
  }
  return whole ? genesisOf(buildingId) : undefined;
}

/** Takes the walk one hour on; gives the problem that ends it. */
function look(walk: Walk, found: TrailHour, { buildingId }: TrailOwner, due: boolean): TrailProblem | undefined {
  const { hour, records, seal: item } = found;
  if (item === undefined) {
    if (due) walk.missing ??= hour;
    return undefined;
  }
  if (walk.missing !== undefined) return { kind: 'seal_missing', hour: walk.missing };
  const seal = readSeal(item, buildingId, hour);
  if (seal === undefined) return { kind: 'seal_changed', hour };
  const problem = problemOfHour(found, seal, walk.previous);
  if (problem !== undefined) return problem;
  walk.hours += 1;
  walk.records += records.length;
  walk.previous = seal.hash;
  walk.head = { hour, hash: seal.hash };
  return undefined;
}

/**
 * Computes a trail's seals anew and tells the first place where the table is not as it was sealed. Hours at the end that
 * have no seal are no problem by themselves: they are told. What has expired is not looked for.
 */
export async function verifyTrail(
  deps: TrailDependencies,
  owner: TrailOwner,
  range: TrailRange = {},
): Promise<TrailReport> {
  const start = expectedStart(owner, deps.clock.now());
  const whole = start === hourOf(new Date(owner.createdAt));
  const previous = await anchorOf(deps, owner, whole, range.from);
  const walk: Walk = { hours: 0, records: 0, head: undefined, previous, missing: undefined };
  let problem: TrailProblem | undefined;
  for await (const { hour, seal, records } of hoursIn(deps, owner, range)) {
    const alive = seal && !isExpired(seal, deps.clock) ? seal : undefined;
    problem = look(walk, { hour, records, seal: alive }, owner, hour >= start || (whole && records.length > 0));
    if (problem) break;
  }
  const { hours, records, head, missing } = walk;
  return {
    hours,
    records,
    ...(problem && { problem }),
    ...(head && { head }),
    ...(!problem && missing !== undefined && { unsealedSince: missing }),
  };
}
