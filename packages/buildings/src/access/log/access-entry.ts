import { deterministicId } from '@bos/kernel/ids';
import { defineEntity } from '@bos/table/entity';
import { put, type WriteOperation } from '@bos/table/write';
import * as z from 'zod';

export const accessEntrySchema = z.object({
  buildingId: z.string(),
  entryId: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Whose right it was; absent when nobody can tell. */
  userId: z.string().optional(),
  /** What did it for them, when they did not: the clock of credentials, the reconciliation. */
  by: z.string().optional(),
  deviceId: z.string(),
  action: z.enum(['door_command', 'elevator_command', 'credential_used', 'credential_set', 'credential_removed']),
  outcome: z.enum(['done', 'refused', 'failed', 'unknown']),
  /** Why it was refused or failed. */
  code: z.string().optional(),
  credentialId: z.string().optional(),
  missionId: z.string().optional(),
});

/** Something that happened at a door, or that was asked of one. */
export type AccessEntry = z.infer<typeof accessEntrySchema>;

export const accessEntryEntity = defineEntity<AccessEntry>({
  type: 'access_entry',
  description: 'A door command or the use of a credential, with what came of it.',
  schemaVersion: 1,
  schema: accessEntrySchema,
  keys: {
    PK: 'BUILDING#{buildingId}',
    SK: 'ACCESS#{at}#{who}#{entryId}',
    GSI1PK: 'BUILDING#{buildingId}#USER#{userId}',
    GSI1SK: 'ACCESS#{at}#{entryId}',
  },
  derived: ({ userId }) => ({ who: userId ?? 'unknown' }),
  retention: { period: 'accessLog', from: ({ at }) => at },
});

export interface AccessFact extends Omit<AccessEntry, 'entryId' | 'at'> {
  readonly at: Date;
  /** Tells this happening from others: the key of the command, the event of the lock. The same again is the same entry. */
  readonly happening: string;
}

/** The write that logs it, for the transaction of what it tells of. Harmless when repeated. */
export function logAccess({ happening, at, ...fact }: AccessFact): WriteOperation {
  const entryId = deterministicId(at, fact.deviceId, fact.action, happening);
  return put(accessEntryEntity, { ...fact, entryId, at: at.toISOString() });
}
