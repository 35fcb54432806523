import { DomainError, invalid, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import { type Credential, credentialEntity, isStanding } from './credential.ts';
import { credentialAudit } from './credential-audit.ts';
import { ending } from './credential-moves.ts';
import type { CredentialDependencies, CredentialLook } from './credential-steps.ts';
import { scheduleLook } from './credential-timer.ts';
import { type SettleOutcome, settleCredential } from './settle-credential.ts';

async function load(
  table: Table,
  { buildingId, credentialId }: CredentialLook,
  expectedVersion: number | undefined,
): Promise<Stored<Credential>> {
  const credential = await table.get(credentialEntity, { buildingId, credentialId });
  if (credential === undefined) throw notFound('credential', credentialId);
  if (expectedVersion !== undefined && expectedVersion !== credential.version) {
    const text = `Credential ${credentialId} is at version ${credential.version}.`;
    throw new DomainError('precondition_failed', 'CREDENTIAL_CHANGED_MEANWHILE', text);
  }
  return credential;
}

export interface RevokeCredentialCommand extends CredentialLook {
  readonly revokedBy: string;
  readonly expectedVersion?: number;
}

/**
 * Takes a credential back, at once where its locks answer. `over` is what the locks have confirmed; `owed` means that one
 * may still open. One that is over stays as it is. Throws CREDENTIAL_NOT_FOUND and CREDENTIAL_CHANGED_MEANWHILE.
 */
export async function revokeCredential(
  deps: CredentialDependencies,
  { revokedBy, expectedVersion, ...look }: RevokeCredentialCommand,
): Promise<SettleOutcome> {
  await retryConflicts(async () => {
    const credential = await load(deps.table, look, expectedVersion);
    if (!isStanding(credential)) return;
    const after = ending(credential, 'revoked', revokedBy, look.at);
    await deps.table.write([
      replace(credentialEntity, credential, after),
      credentialAudit(deps.audit, { before: credential, after, by: revokedBy, at: look.at }),
    ]);
    // Should this process end before the locks have answered.
    await scheduleLook(deps.timers, look, look.at);
  });
  return settleCredential(deps, look);
}

export interface ChangeValidityCommand extends CredentialLook {
  /** Only before the locks were asked for it. */
  readonly validFrom?: Date;
  readonly validUntil: Date;
  readonly changedBy: string;
  readonly expectedVersion?: number;
}

/**
 * Moves the dates with those of the stay: an end that has passed takes it from the locks. Throws CREDENTIAL_NOT_FOUND,
 * CREDENTIAL_CHANGED_MEANWHILE, CREDENTIAL_ENDED, CREDENTIAL_BEGUN (its beginning cannot be moved any more) and
 * INVALID_INPUT.
 */
export async function changeValidity(
  deps: CredentialDependencies,
  { validFrom, validUntil, changedBy, expectedVersion, ...look }: ChangeValidityCommand,
): Promise<SettleOutcome> {
  await retryConflicts(async () => {
    const credential = await load(deps.table, look, expectedVersion);
    if (!isStanding(credential)) {
      throw new DomainError('conflict', 'CREDENTIAL_ENDED', `Credential ${look.credentialId} is over.`);
    }
    const from = validFrom?.toISOString() ?? credential.validFrom;
    if (from !== credential.validFrom && credential.placedOn.length > 0) {
      throw new DomainError('conflict', 'CREDENTIAL_BEGUN', `Locks know credential ${look.credentialId} already.`);
    }
    const until = validUntil.toISOString();
    if (until <= from) {
      throw invalid('INVALID_INPUT', 'Invalid dates.', [{ field: 'validUntil', rule: 'after validFrom' }]);
    }
    const after: Credential = { ...credential, validFrom: from, validUntil: until };
    await deps.table.write([
      replace(credentialEntity, credential, after),
      credentialAudit(deps.audit, { before: credential, after, by: changedBy, at: look.at }),
    ]);
  });
  return settleCredential(deps, look);
}

/** What may be said of a code: the code itself only while every lock has confirmed it and its time is not over. */
export type CodeStatus =
  | { readonly kind: 'works'; readonly secret: string; readonly until?: string }
  /** Not to be promised: it is not due, or a lock has not confirmed it yet. */
  | { readonly kind: 'not_yet'; readonly from: string; readonly late: boolean }
  | { readonly kind: 'over'; readonly owed: boolean };

export function codeStatus(credential: Credential, at: Date): CodeStatus {
  const time = at.toISOString();
  if (!isStanding(credential)) return { kind: 'over', owed: credential.status === 'ending' };
  const { validFrom, validUntil, secret } = credential;
  if (validUntil !== undefined && validUntil <= time) return { kind: 'over', owed: credential.placedOn.length > 0 };
  if (credential.status === 'pending') return { kind: 'not_yet', from: validFrom, late: validFrom <= time };
  return { kind: 'works', secret, ...(validUntil !== undefined && { until: validUntil }) };
}
