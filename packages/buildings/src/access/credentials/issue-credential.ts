import { type FieldProblem, invalid } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { create, WriteConflictError } from '@bos/table/write';
import { type Credential, credentialEntity, type PendingCredential } from './credential.ts';
import { credentialAudit } from './credential-audit.ts';
import type { CredentialDependencies } from './credential-steps.ts';
import { scheduleLook } from './credential-timer.ts';

export interface IssueCredentialCommand {
  readonly buildingId: string;
  /** The same again is the same credential. */
  readonly credentialId: string;
  readonly userId: string;
  /** A code is made here; a tag has its number. */
  readonly secret: { readonly kind: 'code' } | { readonly kind: 'tag'; readonly number: string };
  readonly deviceIds: readonly string[];
  readonly unitId?: string;
  readonly reservationId?: string;
  readonly validFrom: Date;
  /** Required for a reservation; without it, until it is revoked. */
  readonly validUntil?: Date;
  readonly issuedBy: string;
  readonly at: Date;
}

const MOST_LOCKS = 20;

function problemsOf(command: IssueCredentialCommand, locks: readonly string[]): FieldProblem[] {
  const { deviceIds, validFrom, validUntil, reservationId, at, secret } = command;
  const problems: FieldProblem[] = [];
  const unknown = deviceIds.filter((id) => !locks.includes(id));
  if (deviceIds.length === 0 || deviceIds.length > MOST_LOCKS) {
    problems.push({ field: 'deviceIds', rule: `1 to ${MOST_LOCKS} locks` });
  }
  if (unknown.length > 0) problems.push({ field: 'deviceIds', rule: 'locks of this building that hold codes' });
  if (reservationId !== undefined && validUntil === undefined) {
    problems.push({ field: 'validUntil', rule: 'a reservation has an end' });
  }
  if (validUntil !== undefined && validUntil <= validFrom) {
    problems.push({ field: 'validUntil', rule: 'after validFrom' });
  }
  if (validUntil !== undefined && validUntil <= at) problems.push({ field: 'validUntil', rule: 'still to come' });
  if (secret.kind === 'tag' && !/^[0-9A-Za-z:-]{4,64}$/.test(secret.number)) {
    problems.push({ field: 'number', rule: 'letters, digits, ":" and "-", 4 to 64 of them' });
  }
  return problems;
}

/**
 * Notes a credential and sets its timer: the locks get it when its time has come, and nobody is told a code before they
 * have confirmed it. Whoever cannot wait for the timer calls `settleCredential` next. Throws INVALID_INPUT.
 */
export async function issueCredential(
  { table, locks, codes, timers, audit }: CredentialDependencies,
  command: IssueCredentialCommand,
): Promise<Stored<Credential>> {
  const { buildingId, credentialId, userId, unitId, reservationId, issuedBy, secret, validFrom, validUntil } = command;
  const problems = problemsOf(command, await locks.locks(buildingId));
  if (problems.length > 0) throw invalid('INVALID_INPUT', 'Invalid credential.', problems);
  const credential: PendingCredential = {
    status: 'pending',
    buildingId,
    credentialId,
    kind: secret.kind,
    userId,
    ...(unitId !== undefined && { unitId }),
    ...(reservationId !== undefined && { reservationId }),
    deviceIds: [...new Set(command.deviceIds)],
    placedOn: [],
    validFrom: validFrom.toISOString(),
    ...(validUntil !== undefined && { validUntil: validUntil.toISOString() }),
    issuedBy,
    tries: 0,
    secret: secret.kind === 'tag' ? secret.number : codes.next(),
  };
  const time = command.at.toISOString();
  let stored: Stored<Credential> = { ...credential, version: 1, createdAt: time, updatedAt: time };
  try {
    const given = { before: undefined, after: credential, by: issuedBy, at: command.at };
    await table.write([create(credentialEntity, credential), credentialAudit(audit, given)]);
  } catch (error) {
    const existing = await table.get(credentialEntity, { buildingId, credentialId });
    if (!(error instanceof WriteConflictError) || existing === undefined) throw error;
    stored = existing;
  }
  if (stored.status === 'pending') await scheduleLook(timers, credential, validFrom);
  return stored;
}
