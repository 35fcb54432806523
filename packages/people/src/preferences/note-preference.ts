import type { AuditActor } from '@bos/kernel/audit-fact';
import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { RecordAudit } from '@bos/table/record-audit';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { create, remove, replace, type WriteOperation } from '@bos/table/write';
import { type Preference, preferenceEntity, preferenceIdOf } from './preference.ts';
import { createPreferenceStore } from './preference-store.ts';

export interface NotePreferenceCommand extends Pick<Preference, 'buildingId' | 'userId' | 'key' | 'value' | 'source'> {
  /** Of what was noticed, from 0 to 1; what somebody says counts as 1. */
  readonly confidence?: number | undefined;
  readonly notedBy: string;
  readonly audit: RecordAudit;
  readonly at: Date;
  /** The version that was seen; any when not given. */
  readonly expectedVersion?: number;
}

/** What was noticed gives way to what somebody said, and to what was noticed more clearly. */
function isOutweighed(before: Preference, { source, value }: Preference, confidence: number): boolean {
  if (source !== 'learned') return false;
  if (before.source !== 'learned') return true;
  return before.value === value ? confidence <= before.confidence : confidence < before.confidence;
}

function record(
  { audit, at }: Pick<NotePreferenceCommand, 'audit' | 'at'>,
  { buildingId, userId }: Pick<Preference, 'buildingId' | 'userId'>,
  actorId: string,
  status: Preference['source'] | 'removed',
): WriteOperation {
  const actor: AuditActor = { kind: 'user', id: actorId };
  const resource = { type: 'person', id: userId } as const;
  return audit({ buildingId, actor, action: 'person.preference_changed', resource, values: { status }, at });
}

function changedMeanwhile(key: string): DomainError {
  return new DomainError('precondition_failed', 'PREFERENCE_CHANGED_MEANWHILE', `Preference ${key} is another by now.`);
}

/**
 * Keeps a preference of a person, and gives what holds then: a learned one never takes the place of what somebody said, and
 * the same learned again changes nothing. Throws PREFERENCE_CHANGED_MEANWHILE.
 */
export async function notePreference(
  { table }: { readonly table: Table },
  command: NotePreferenceCommand,
): Promise<Stored<Preference>> {
  const { buildingId, userId, key, value, source, notedBy, at, expectedVersion } = command;
  const confidence = source === 'learned' ? (command.confidence ?? 0.5) : 1;
  const preference: Preference = {
    buildingId,
    userId,
    preferenceId: preferenceIdOf(buildingId, userId, key),
    key,
    value,
    source,
    confidence,
    notedBy,
    notedAt: at.toISOString(),
  };
  return retryConflicts(async () => {
    const before = await createPreferenceStore(table).get(buildingId, userId, key);
    if (expectedVersion !== undefined && expectedVersion !== before?.version) throw changedMeanwhile(key);
    if (before !== undefined && isOutweighed(before, preference, confidence)) return before;
    const write = before ? replace(preferenceEntity, before, preference) : create(preferenceEntity, preference);
    await table.write([write, record(command, preference, notedBy, source)]);
    const time = at.toISOString();
    const { version = 0, createdAt = time } = before ?? {};
    return { ...preference, version: version + 1, createdAt, updatedAt: time };
  });
}

export interface RemovePreferenceCommand extends Pick<Preference, 'buildingId' | 'userId' | 'key'> {
  readonly removedBy: string;
  readonly audit: RecordAudit;
  readonly at: Date;
}

/** Forgets a preference. Throws PREFERENCE_NOT_FOUND. */
export async function removePreference(
  { table }: { readonly table: Table },
  command: RemovePreferenceCommand,
): Promise<void> {
  const { buildingId, userId, key, removedBy } = command;
  await retryConflicts(async () => {
    const before = await createPreferenceStore(table).get(buildingId, userId, key);
    if (before === undefined) throw notFound('preference', key);
    await table.write([remove(preferenceEntity, before), record(command, before, removedBy, 'removed')]);
  });
}
