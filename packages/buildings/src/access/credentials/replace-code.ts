import type { Stored } from '@bos/table/entity';
import { revokeCredential } from './change-credential.ts';
import { type Credential, isStanding, type StandingCredential } from './credential.ts';
import type { CredentialDependencies } from './credential-steps.ts';
import { createCredentialStore } from './credential-store.ts';
import { issueCredential } from './issue-credential.ts';
import { settleCredential } from './settle-credential.ts';

/** More of one kind nobody has; the newest are looked at. */
const MOST_LOOKED_AT = 100;

/** Everything of that kind that a person has or had, newest first. */
export async function credentialsOf(
  { table }: Pick<CredentialDependencies, 'table'>,
  { buildingId, userId }: { readonly buildingId: string; readonly userId: string },
  kind: Credential['kind'],
): Promise<Stored<Credential>[]> {
  const { items } = await createCredentialStore(table).listOfUser(buildingId, userId, { limit: MOST_LOOKED_AT });
  return items.filter((credential) => credential.kind === kind);
}

/** The one that counts at that time: the newest that is due, else the first that is still to come. */
export function credentialAt<T extends Credential>(
  credentials: readonly T[],
  at: Date,
): (T & StandingCredential) | undefined {
  const time = at.toISOString();
  const standing = credentials
    .filter((credential): credential is T & StandingCredential => isStanding(credential))
    .filter(({ validUntil }) => validUntil === undefined || time < validUntil);
  const due = standing.find(({ validFrom }) => validFrom <= time);
  return due ?? standing.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
}

export interface ReplaceCodeCommand {
  readonly buildingId: string;
  /** Whose code it is; nobody else's is touched. */
  readonly userId: string;
  /** The id of what comes in place of that one; the same again is the same replacement. */
  readonly replacementId: (credentialId: string) => string;
  readonly at: Date;
  readonly signal: AbortSignal;
}

/** `old` and `fresh` as their locks have left them: neither is promised to be gone or to work. */
export type CodeReplacement =
  | { readonly kind: 'none' }
  | { readonly kind: 'replaced'; readonly old: Credential; readonly fresh: Credential };

/**
 * Gives a person another code for the same locks and the same time, and takes the lost one back. It gives no right that
 * they did not have. The new one is noted first, so that a process that ends in between leaves nobody without; called
 * again it goes on where it was. `none`: no code of theirs stands, or its locks are gone. Throws what `issueCredential`
 * and `revokeCredential` throw.
 */
export async function replaceCode(deps: CredentialDependencies, command: ReplaceCodeCommand): Promise<CodeReplacement> {
  const { buildingId, userId, replacementId, at, signal } = command;
  const codes = await credentialsOf(deps, command, 'code');
  const known = new Set(codes.map(({ credentialId }) => credentialId));
  const begun = codes.find(({ credentialId }) => known.has(replacementId(credentialId)));
  const old = begun ?? credentialAt(codes, at);
  const present = new Set(await deps.locks.locks(buildingId));
  const deviceIds = old?.deviceIds.filter((id) => present.has(id)) ?? [];
  if (old === undefined || deviceIds.length === 0) return { kind: 'none' };
  const { credentialId, unitId, reservationId, validFrom, validUntil } = old;
  const issued = await issueCredential(deps, {
    buildingId,
    credentialId: replacementId(credentialId),
    userId,
    secret: { kind: 'code' },
    deviceIds,
    ...(unitId !== undefined && { unitId }),
    ...(reservationId !== undefined && { reservationId }),
    validFrom: new Date(validFrom),
    ...(validUntil !== undefined && { validUntil: new Date(validUntil) }),
    issuedBy: userId,
    at,
  });
  const revoked = await revokeCredential(deps, { buildingId, credentialId, revokedBy: userId, at, signal });
  const settled = await settleCredential(deps, { buildingId, credentialId: issued.credentialId, at, signal });
  return {
    kind: 'replaced',
    old: revoked.kind === 'absent' ? old : revoked.credential,
    fresh: settled.kind === 'absent' ? issued : settled.credential,
  };
}
