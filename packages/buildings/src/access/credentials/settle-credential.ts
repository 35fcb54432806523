import type { Stored } from '@bos/table/entity';
import { replace, WriteConflictError } from '@bos/table/write';
import { ensureOff } from '../locks/confirm-codes.ts';
import { slotOf } from '../locks/lock-codes.ts';
import type { StaffNotice } from '../staff-notice.ts';
import { type Credential, credentialEntity, isOpen } from './credential.ts';
import { type CredentialDependencies, type CredentialLook, nextStep } from './credential-steps.ts';
import { cancelLook, retryAt, scheduleLook } from './credential-timer.ts';

/**
 * `waits`: all is as it should be until then, for ever where no time is given. `owed`: a lock could not be brought to it;
 * staff know, and it is tried again.
 */
export type SettleOutcome =
  | { readonly kind: 'absent' }
  | { readonly kind: 'over'; readonly credential: Stored<Credential> }
  | { readonly kind: 'waits'; readonly credential: Stored<Credential>; readonly until?: Date }
  | { readonly kind: 'owed'; readonly credential: Stored<Credential>; readonly retryAt: Date };

/** Noting, setting, a few other codes, ending: more steps than that are somebody else's doing, and left to the retry. */
const MOST_STEPS = 8;

async function wait({ timers }: CredentialDependencies, credential: Stored<Credential>): Promise<SettleOutcome> {
  if (!isOpen(credential)) {
    await cancelLook(timers, credential);
    return { kind: 'over', credential };
  }
  const next = credential.status === 'pending' ? credential.validFrom : credential.validUntil;
  if (next === undefined) return { kind: 'waits', credential };
  const until = new Date(next);
  await scheduleLook(timers, credential, until);
  return { kind: 'waits', credential, until };
}

async function owe(
  { table, timers, tellStaff }: CredentialDependencies,
  credential: Stored<Credential>,
  notice: StaffNotice,
): Promise<SettleOutcome> {
  const tries = credential.tries + 1;
  // Told before it is noted: after a kill between the two the same notice comes again.
  if (credential.tries === 0) await tellStaff(notice);
  const again = retryAt(tries, notice.at);
  await table.write([replace(credentialEntity, credential, { ...credential, tries })]);
  await scheduleLook(timers, credential, again);
  const updatedAt = notice.at.toISOString();
  return {
    kind: 'owed',
    credential: { ...credential, tries, version: credential.version + 1, updatedAt },
    retryAt: again,
  };
}

/**
 * Does for a credential what is due: sets it on its locks when its time has come, removes it when it is over, and moves on
 * only by what the locks read back. The table decides, not whoever asks: asked too early, too late or twice it does what
 * is right then. Sets the timer for the next look. `conflict` errors mean that others wrote in between: ask again.
 */
export async function settleCredential(deps: CredentialDependencies, look: CredentialLook): Promise<SettleOutcome> {
  const { buildingId, credentialId, at, signal } = look;
  let lost = false;
  for (let steps = 1; ; steps++) {
    const credential = await deps.table.get(credentialEntity, { buildingId, credentialId });
    if (credential === undefined) {
      await cancelLook(deps.timers, look);
      return { kind: 'absent' };
    }
    // Somebody ended it while it was being set here: what came too late is taken back; the reconciliation sees the rest.
    if (lost && !isOpen(credential)) {
      for (const deviceId of credential.deviceIds) {
        await ensureOff(deps.locks, { buildingId, deviceId }, slotOf(credentialId), signal);
      }
    }
    const step = await nextStep(deps, credential, look);
    if (step === undefined) return wait(deps, credential);
    try {
      if (step.kind === 'trouble') return await owe(deps, credential, step.notice);
      await deps.table.write([replace(credentialEntity, credential, step.after), ...(step.log ?? [])]);
      lost = false;
    } catch (error) {
      if (!(error instanceof WriteConflictError) || steps >= MOST_STEPS) throw error;
      lost = true;
    }
    if (steps >= MOST_STEPS) {
      const again = retryAt(1, at);
      await scheduleLook(deps.timers, look, again);
      return { kind: 'owed', credential, retryAt: again };
    }
  }
}
