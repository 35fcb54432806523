import { HOUR, MINUTE } from '@bos/kernel/clock';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { isDomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Page } from '@bos/table/table';
import type { Credential } from './credential.ts';
import type { CredentialDependencies } from './credential-steps.ts';
import { createCredentialStore } from './credential-store.ts';
import { type Correction, type ReconcileCommand, type Run, reconcileLock } from './reconcile-lock.ts';
import { settleCredential } from './settle-credential.ts';

/** Whatever falls due before the next run has its timer set anew, should it have been lost. */
const AHEAD = HOUR + 10 * MINUTE;
const PAGE = 100;
const AT_ONCE = 4;

export interface Reconciliation {
  /** Credentials that were looked at because they are due, or will be soon. */
  readonly settled: number;
  /** Those of them that locks still do not agree with. */
  readonly owed: readonly string[];
  readonly corrected: readonly Correction[];
  readonly unreachable: readonly string[];
}

async function openOf({ table }: CredentialDependencies, buildingId: string): Promise<Stored<Credential>[]> {
  const store = createCredentialStore(table);
  const open: Stored<Credential>[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Stored<Credential>> = await store.listOpen(buildingId, {
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    open.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return open;
}

/** Whether something has to be done about it before the next run. */
function isNear(credential: Credential, at: Date): boolean {
  if (credential.status === 'ending') return true;
  const next = credential.status === 'pending' ? credential.validFrom : credential.validUntil;
  return next !== undefined && Date.parse(next) <= at.getTime() + AHEAD;
}

/**
 * Holds what the locks of a building have against what they should have: does what a lost or late timer left undone, takes
 * away what must not be there, puts back what is missing, and tells staff what cannot be put right. Run every hour, and at
 * any other time; twice at once is harmless.
 */
export async function reconcileAccess(
  deps: CredentialDependencies,
  command: ReconcileCommand,
): Promise<Reconciliation> {
  const { buildingId, at, signal } = command;
  const owed: string[] = [];
  const near = (await openOf(deps, buildingId)).filter((credential) => isNear(credential, at));
  await forEachConcurrently(near, AT_ONCE, async ({ credentialId }) => {
    try {
      const outcome = await settleCredential(deps, { buildingId, credentialId, at, signal });
      if (outcome.kind === 'owed') owed.push(credentialId);
    } catch (error) {
      // Somebody is at it at this moment; the locks are looked at all the same.
      if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
      owed.push(credentialId);
    }
  });
  const open = await openOf(deps, buildingId);
  const run: Run = { ...command, deps, corrected: [], unreachable: [] };
  await forEachConcurrently(await deps.locks.locks(buildingId), AT_ONCE, (deviceId) =>
    reconcileLock(run, deviceId, open),
  );
  return { settled: near.length, owed, corrected: run.corrected, unreachable: run.unreachable };
}
