import { sha256 } from '@bos/kernel/hash';
import { RETENTION } from '@bos/table/retention';
import type { StoredItem } from '@bos/table/stored-item';
import { type AuditHour, hourOf } from './audit-hour.ts';
import { auditEntity, auditRecordSchema } from './audit-record.ts';
import { type AuditSeal, auditSealSchema, digestOf, hashOf, nameOf } from './audit-seal.ts';
import { hourOfItem } from './seal-trail.ts';
import type { TrailHour } from './trail-month.ts';

/** Where a trail is not as it was sealed. */
export interface TrailProblem {
  readonly kind:
    | 'seal_missing'
    | 'seal_changed'
    | 'seal_not_chained'
    | 'record_changed'
    | 'record_removed'
    | 'record_inserted';
  readonly hour: AuditHour;
  /** The record, where it can be told. */
  readonly auditId?: string;
}

/** The seal as it was written; undefined when anything of it is not. */
export function readSeal(item: StoredItem, buildingId: string, hour: AuditHour): AuditSeal | undefined {
  const { schemaVersion: _schemaVersion, ...data } = item.data;
  const parsed = auditSealSchema.safeParse(data);
  if (!parsed.success || parsed.data.buildingId !== buildingId || parsed.data.hour !== hour) return undefined;
  return hashOf(parsed.data) === parsed.data.hash ? parsed.data : undefined;
}

/** Whether the record can be found by its actor and its resource, and stays as long as any record has to. */
function isInPlace(item: StoredItem): boolean {
  const { schemaVersion: _schemaVersion, ...data } = item.data;
  const parsed = auditRecordSchema.safeParse(data);
  if (!parsed.success || item.type !== auditEntity.type) return false;
  const at = new Date(parsed.data.at);
  const keys = Object.entries(auditEntity.keysOf(parsed.data));
  return (
    keys.every(([name, key]) => item[name] === key) &&
    hourOf(at) === hourOfItem(item) &&
    (item.ttl ?? 0) * 1_000 >= at.getTime() + RETENTION.audit.shortest - 1_000
  );
}

/** The first record that is not as the seal has it. */
function firstDifference(seal: AuditSeal, records: readonly StoredItem[]): Omit<TrailProblem, 'hour'> {
  const sealed = new Map(seal.records.map((name) => [name.slice(0, name.indexOf(':')), name]));
  const present = new Map(records.map((item) => [item.SK, nameOf(item.SK, digestOf(item))]));
  const lastNamed = [...sealed.keys()].at(-1) ?? '';
  const isNamed = (id: string) => seal.count === sealed.size || id <= lastNamed;
  for (const id of [...new Set([...sealed.keys(), ...present.keys()])].filter(isNamed).toSorted()) {
    if (!present.has(id)) return { kind: 'record_removed', auditId: id };
    if (!sealed.has(id)) return { kind: 'record_inserted', auditId: id };
    if (present.get(id) !== sealed.get(id)) return { kind: 'record_changed', auditId: id };
  }
  if (records.length === seal.count) return { kind: 'record_changed' };
  return { kind: records.length < seal.count ? 'record_removed' : 'record_inserted' };
}

/** What is wrong with a sealed hour; undefined when nothing is. `previous`: the hash of the seal before, if it is known. */
export function problemOfHour(
  { hour, records }: TrailHour,
  seal: AuditSeal,
  previous: string | undefined,
): TrailProblem | undefined {
  if (previous !== undefined && seal.previous !== previous) return { kind: 'seal_not_chained', hour };
  const root = sha256(records.map(digestOf).join('\n'));
  if (root !== seal.root || records.length !== seal.count) return { hour, ...firstDifference(seal, records) };
  const moved = records.find((item) => !isInPlace(item));
  return moved && { kind: 'record_changed', hour, auditId: moved.SK };
}

const WORDS: Readonly<Record<TrailProblem['kind'], string>> = {
  seal_missing: 'has no seal, though a later hour has one: it was removed',
  seal_changed: 'has a seal that was changed',
  seal_not_chained: 'has a seal that does not follow from the one before: one of the two was replaced',
  record_changed: 'has a record that was changed',
  record_removed: 'has lost a record',
  record_inserted: 'has a record that was inserted after the hour was sealed',
};

/** `The hour 2026-11-22T12 (UTC) has lost a record: 01K…` */
export function problemInWords({ kind, hour, auditId }: TrailProblem): string {
  return `The hour ${hour} (UTC) ${WORDS[kind]}${auditId === undefined ? '' : `: ${auditId}`}`;
}
