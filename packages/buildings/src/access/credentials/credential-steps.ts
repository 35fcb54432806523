import type { RecordAudit } from '@bos/table/record-audit';
import type { Table } from '@bos/table/table';
import type { WriteOperation } from '@bos/table/write';
import { type Confirmation, ensureOff, ensureOn } from '../locks/confirm-codes.ts';
import { type LockCodes, slotOf } from '../locks/lock-codes.ts';
import { logAccess } from '../log/access-entry.ts';
import type { StaffNotice, TellStaff } from '../staff-notice.ts';
import type { CodeSource } from './code-source.ts';
import { type Credential, type EndingCredential, isStanding, type PendingCredential } from './credential.ts';
import { activated, CREDENTIAL_CLOCK, ended, ending } from './credential-moves.ts';
import type { CredentialTimers } from './credential-timer.ts';

export interface CredentialDependencies {
  readonly table: Table;
  readonly locks: LockCodes;
  readonly timers: CredentialTimers;
  readonly codes: CodeSource;
  readonly tellStaff: TellStaff;
  readonly audit: RecordAudit;
}

export interface CredentialLook {
  readonly buildingId: string;
  readonly credentialId: string;
  readonly at: Date;
  /** Ends the calls to locks; what they may have done is found out at the next look. */
  readonly signal: AbortSignal;
}

/** One step forward: what to write, or why there is none. */
type Step =
  | { readonly kind: 'move'; readonly after: Credential; readonly log?: readonly WriteOperation[] }
  | { readonly kind: 'trouble'; readonly notice: StaffNotice };

type LoggedAction = 'credential_set' | 'credential_removed';

function logOf(credential: Credential, deviceIds: readonly string[], action: LoggedAction, at: Date): WriteOperation[] {
  const { buildingId, credentialId, userId } = credential;
  return deviceIds.map((deviceId) =>
    logAccess({
      buildingId,
      userId,
      by: CREDENTIAL_CLOCK,
      deviceId,
      action,
      outcome: 'done',
      credentialId,
      happening: credentialId,
      at,
    }),
  );
}

function noticeOf(credential: Credential, code: StaffNotice['code'], deviceIds: readonly string[], at: Date) {
  const { buildingId, credentialId } = credential;
  return { noticeId: `${credentialId}-${code}`, buildingId, credentialId, code, deviceIds, at };
}

/** Brings what the locks hold to what the credential says. */
async function place(
  { locks, codes, tellStaff }: CredentialDependencies,
  credential: PendingCredential,
  { at, signal }: CredentialLook,
): Promise<Step> {
  const { buildingId, credentialId, deviceIds, placedOn, kind, secret } = credential;
  // Written before the first lock is asked: whatever comes of it, these are the locks to clear.
  if (deviceIds.some((id) => !placedOn.includes(id))) {
    return { kind: 'move', after: { ...credential, placedOn: [...new Set([...placedOn, ...deviceIds])] } };
  }
  const missing = new Map<string, Confirmation>();
  for (const deviceId of deviceIds) {
    const found = await ensureOn(locks, { buildingId, deviceId }, { slot: slotOf(credentialId), secret }, signal);
    if (found !== 'confirmed') missing.set(deviceId, found);
  }
  const why = [...missing.values()];
  if (why.length === 0) {
    return { kind: 'move', after: activated(credential, at), log: logOf(credential, deviceIds, 'credential_set', at) };
  }
  if (why.includes('duplicate') && kind === 'code') {
    return { kind: 'move', after: { ...credential, secret: codes.next() } };
  }
  if (why.includes('duplicate') || why.includes('refused')) {
    await tellStaff(noticeOf(credential, 'CODE_REFUSED', [...missing.keys()], at));
    return { kind: 'move', after: ending(credential, 'failed', CREDENTIAL_CLOCK, at) };
  }
  return { kind: 'trouble', notice: noticeOf(credential, 'CODE_NOT_SET', [...missing.keys()], at) };
}

/** Takes it from every lock that may have it. A lock that was taken out of the building owes nothing. */
async function clear(
  { locks }: CredentialDependencies,
  credential: EndingCredential,
  { at, signal }: CredentialLook,
): Promise<Step> {
  const { buildingId, credentialId, placedOn } = credential;
  const present = new Set(await locks.locks(buildingId));
  const left: string[] = [];
  for (const deviceId of placedOn.filter((id) => present.has(id))) {
    const found = await ensureOff(locks, { buildingId, deviceId }, slotOf(credentialId), signal);
    if (found !== 'confirmed') left.push(deviceId);
  }
  if (left.length > 0) return { kind: 'trouble', notice: noticeOf(credential, 'REVOCATION_OWED', left, at) };
  return { kind: 'move', after: ended(credential, at), log: logOf(credential, placedOn, 'credential_removed', at) };
}

/** The next step of one that is due; undefined where there is nothing to do until another time. */
export async function nextStep(
  deps: CredentialDependencies,
  credential: Credential,
  look: CredentialLook,
): Promise<Step | undefined> {
  const { at } = look;
  if (isStanding(credential)) {
    const { validUntil, validFrom } = credential;
    if (validUntil !== undefined && validUntil <= at.toISOString()) {
      return { kind: 'move', after: ending(credential, 'expired', CREDENTIAL_CLOCK, at) };
    }
    if (credential.status === 'active' || at.toISOString() < validFrom) return undefined;
    return place(deps, credential, look);
  }
  return credential.status === 'ending' ? clear(deps, credential, look) : undefined;
}
