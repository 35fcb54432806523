import { ensureOff, ensureOn, seemsToHold } from '../locks/confirm-codes.ts';
import { credentialOfSlot, type LockEntry, slotOf } from '../locks/lock-codes.ts';
import { type AccessFact, logAccess } from '../log/access-entry.ts';
import type { StaffNotice } from '../staff-notice.ts';
import { type Credential, mayBeOn } from './credential.ts';
import type { CredentialDependencies } from './credential-steps.ts';
import { createCredentialStore } from './credential-store.ts';

/** What the access log names as the one who did it. */
const RECONCILIATION = 'reconciliation';

export interface ReconcileCommand {
  readonly buildingId: string;
  readonly at: Date;
  readonly signal: AbortSignal;
}

export interface Correction {
  readonly deviceId: string;
  readonly credentialId: string;
  readonly action: 'credential_set' | 'credential_removed';
}

/** One reconciliation, and what it has come upon. */
export interface Run extends ReconcileCommand {
  readonly deps: CredentialDependencies;
  readonly corrected: Correction[];
  readonly unreachable: string[];
}

async function correct({ deps, corrected, buildingId, at }: Run, correction: Correction, userId?: string) {
  const { deviceId, credentialId, action } = correction;
  const fact: AccessFact = {
    buildingId,
    deviceId,
    credentialId,
    action,
    by: RECONCILIATION,
    ...(userId !== undefined && { userId }),
    outcome: 'done',
    code: 'LOCK_CORRECTED',
    happening: `${RECONCILIATION} ${at.toISOString()} ${credentialId}`,
    at,
  };
  await deps.table.write([logAccess(fact)]);
  corrected.push(correction);
}

async function tell({ deps, buildingId, at }: Run, deviceId: string, code: StaffNotice['code'], what: string) {
  // Once a day for the same trouble.
  const noticeId = `${deviceId}-${code}-${what}-${at.toISOString().slice(0, 10)}`;
  await deps.tellStaff({ noticeId, buildingId, code, deviceIds: [deviceId], at });
}

/** Takes away what no credential lets be there. The table is read again, for the list may be a moment old. */
async function removeUnwanted(run: Run, deviceId: string, credentialId: string): Promise<void> {
  const { deps, buildingId, at, signal } = run;
  const credential = await createCredentialStore(deps.table).get(buildingId, credentialId);
  // One that is ending was seen to, and staff told, by its own look.
  if (credential && (mayBeOn(credential, deviceId, at) || credential.status === 'ending')) return;
  const found = await ensureOff(deps.locks, { buildingId, deviceId }, slotOf(credentialId), signal);
  if (found !== 'confirmed') return tell(run, deviceId, 'LOCK_NOT_CORRECTED', credentialId);
  await correct(run, { deviceId, credentialId, action: 'credential_removed' }, credential?.userId);
}

/** Puts back what the lock has lost, and takes it away again should it have ended in the meantime. */
async function restoreMissing(run: Run, deviceId: string, credentialId: string): Promise<void> {
  const { deps, buildingId, at, signal } = run;
  const store = createCredentialStore(deps.table);
  const credential = await store.get(buildingId, credentialId);
  if (credential?.status !== 'active' || !mayBeOn(credential, deviceId, at)) return;
  const wanted = { slot: slotOf(credentialId), secret: credential.secret };
  const found = await ensureOn(deps.locks, { buildingId, deviceId }, wanted, signal);
  const now = await store.get(buildingId, credentialId);
  if (now === undefined || !mayBeOn(now, deviceId, at)) return removeUnwanted(run, deviceId, credentialId);
  if (found !== 'confirmed') return tell(run, deviceId, 'LOCK_NOT_CORRECTED', credentialId);
  await correct(run, { deviceId, credentialId, action: 'credential_set' }, credential.userId);
}

function isMissing(credential: Credential, deviceId: string, entries: readonly LockEntry[], at: Date): boolean {
  if (credential.status !== 'active' || !mayBeOn(credential, deviceId, at)) return false;
  return !seemsToHold(entries, { slot: slotOf(credential.credentialId), secret: credential.secret });
}

/** Holds one lock against the open credentials, and puts it right. */
export async function reconcileLock(run: Run, deviceId: string, open: readonly Credential[]): Promise<void> {
  const { deps, buildingId, at, signal } = run;
  const entries = await deps.locks.listCodes({ buildingId, deviceId }, signal);
  if (entries === undefined) {
    run.unreachable.push(deviceId);
    // A lock on which nothing depends may rest.
    if (open.some(({ placedOn }) => placedOn.includes(deviceId))) await tell(run, deviceId, 'LOCK_UNREACHABLE', 'lock');
    return;
  }
  const standing = new Map(open.map((credential) => [credential.credentialId, credential]));
  for (const { slot } of entries) {
    const credentialId = credentialOfSlot(slot);
    // What was set at the door is not ours to take away.
    if (credentialId === undefined) await tell(run, deviceId, 'LOCK_ENTRY_FOREIGN', 'entry');
    else if (!isAllowed(standing.get(credentialId), deviceId, at)) await removeUnwanted(run, deviceId, credentialId);
  }
  for (const credential of open.filter((one) => isMissing(one, deviceId, entries, at))) {
    await restoreMissing(run, deviceId, credential.credentialId);
  }
}

function isAllowed(credential: Credential | undefined, deviceId: string, at: Date): boolean {
  return credential !== undefined && mayBeOn(credential, deviceId, at);
}
