import { canonicalJson, sha256 } from '@bos/kernel/hash';
import { defineEntity } from '@bos/table/entity';
import type { StoredItem } from '@bos/table/stored-item';
import * as z from 'zod';
import { type AuditHour, startOf } from './audit-hour.ts';

export const auditSealSchema = z.object({
  buildingId: z.string(),
  hour: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d$/),
  /** How many records the hour has; none is sealed, too. */
  count: z.number().int(),
  /** SHA-256 over the digests of the hour's records in the order of their ids. */
  root: z.string(),
  /** The hash of the seal before; of the first one the digest of its building. */
  previous: z.string(),
  /** SHA-256 over all of the above. The next seal repeats it. */
  hash: z.string(),
  /** `id:digest` of each record, the digest cut short: by these a broken hour tells which record it is. */
  records: z.array(z.string()),
});

/** What closes an hour of a building's audit trail. Without a head that all writers would meet on. */
export type AuditSeal = z.infer<typeof auditSealSchema>;

export const auditSealEntity = defineEntity<AuditSeal>({
  type: 'audit_seal',
  description: 'Closes an hour of the audit trail: a hash over its records, chained to the seal before.',
  schemaVersion: 1,
  schema: auditSealSchema,
  keys: { PK: 'BUILDING#{buildingId}#AUDIT#{month}', SK: 'SEAL#{hour}' },
  derived: ({ hour }) => ({ month: hour.slice(0, 7) }),
  retention: { period: 'audit', from: ({ hour }) => startOf(hour).toISOString() },
});

/** A record is named in its seal with so much of its digest; the whole hour is in `root` at full length. */
const SHORT_DIGEST = 16;
/** At 43 bytes each, half of what an item may hold. What comes after them is sealed as well, and not named. */
const MOST_NAMED = 4_000;

/** What an item of the trail says, whatever release rewrote it since: its id, its type and its data without their version. */
export function digestOf({ SK, type, data: { schemaVersion: _schemaVersion, ...data } }: StoredItem): string {
  return sha256(canonicalJson([SK, type, data]));
}

export function nameOf(id: string, digest: string): string {
  return `${id}:${digest.slice(0, SHORT_DIGEST)}`;
}

/** What the first seal of a building is chained to. */
export function genesisOf(buildingId: string): string {
  return sha256(canonicalJson(['audit', buildingId]));
}

/** The hash over everything else that a seal says. */
export function hashOf({ hash: _hash, ...seal }: AuditSeal): string {
  return sha256(canonicalJson(seal));
}

/** The seal over the items of an hour, sorted by their ids. */
export function sealOf(buildingId: string, hour: AuditHour, items: readonly StoredItem[], previous: string): AuditSeal {
  const digests = items.map(digestOf);
  const seal = {
    buildingId,
    hour,
    count: items.length,
    root: sha256(digests.join('\n')),
    previous,
    records: items.slice(0, MOST_NAMED).map(({ SK }, position) => nameOf(SK, digests[position] ?? '')),
  };
  return { ...seal, hash: hashOf({ ...seal, hash: '' }) };
}
