import type { AuditActor } from '@bos/kernel/audit-fact';
import type { Clock } from '@bos/kernel/clock';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { RecordAudit } from '@bos/table/record-audit';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { StoredItem } from '@bos/table/stored-item';
import { replace } from '@bos/table/write';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import { auditOfRights } from '../memberships/write-membership.ts';
import { samePersons } from '../merge/same-persons.ts';
import { type PersonItemsDependencies, personItems, senderItems } from '../personal-data/person-items.ts';
import { destroyKeys } from './destroy-keys.ts';
import type { Erasure, ErasureLedger } from './erasure-ledger.ts';
import { type TracesDependencies, tracesOf } from './traces.ts';

export interface ErasureDependencies extends TracesDependencies, PersonItemsDependencies {
  readonly store: KeyStore;
  readonly ledger: ErasureLedger;
  readonly clock: Clock;
  readonly audit: RecordAudit;
  /** Who erases: the operator, or the system that completes what was cut short. */
  readonly actor: AuditActor;
  /** Removes what lies outside the table and belongs to an item: a picture of a message. Idempotent. */
  removeAttachments(item: StoredItem): Promise<void>;
}

export interface ErasureReport {
  readonly userId: string;
  readonly buildingIds: readonly string[];
  readonly itemsRemoved: number;
}

const union = (...lists: readonly (readonly string[] | undefined)[]): string[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].toSorted();

/**
 * Erases a person: rights end first, then the keys are destroyed, which is the erasure, and then what lies about
 * unreadable is removed with all that names the person. Each step may be repeated and finds what is left of its work,
 * so that an erasure which was cut short anywhere is completed by the next call. Members who were found to be the same
 * person are erased with them. Processes that hold a key in memory
 * forget it within five minutes.
 */
export async function erasePerson(deps: ErasureDependencies, userId: string): Promise<ErasureReport> {
  // Noted first of all: what is begun from here on is completed, whatever happens.
  const erasures = [await begin(deps, userId)];
  for (const known of erasures) {
    for (const same of await samePersons(deps.table, known.userId, known.buildingIds)) {
      if (erasures.every((erasure) => erasure.userId !== same)) erasures.push(await begin(deps, same));
    }
  }
  // Whoever was asked for comes last: by them the others are found again.
  let itemsRemoved = 0;
  for (const erasure of erasures.toReversed()) itemsRemoved += await complete(deps, erasure);
  return { userId, buildingIds: union(...erasures.map(({ buildingIds }) => buildingIds)), itemsRemoved };
}

/** Notes the erasure, with all places where the person is known or was when it was begun before. */
async function begin(deps: ErasureDependencies, userId: string): Promise<Erasure> {
  const { ledger, clock } = deps;
  const before = (await ledger.entries()).find((entry) => entry.userId === userId);
  const found = await tracesOf(deps, userId);
  const erasure: Erasure = {
    userId,
    buildingIds: union(before?.buildingIds, found.buildingIds),
    senderHashes: union(before?.senderHashes, found.senderHashes),
    startedAt: before?.startedAt ?? clock.now().toISOString(),
  };
  await ledger.note(erasure);
  return erasure;
}

async function complete(deps: ErasureDependencies, erasure: Erasure): Promise<number> {
  const { store, ledger, clock } = deps;
  const { userId } = erasure;
  for (const buildingId of erasure.buildingIds) await endMembership(deps, buildingId, userId);
  await destroyKeys(store, erasure);
  const itemsRemoved = await removeItems(deps, erasure);
  // It outlives them: ids, by which nobody is recognised any more.
  for (const buildingId of erasure.buildingIds) {
    const resource = { type: 'person', id: userId } as const;
    await deps.table.write([
      deps.audit({ buildingId, actor: deps.actor, action: 'person.erased', resource, at: clock.now() }),
    ]);
  }
  await ledger.note({ ...erasure, completedAt: clock.now().toISOString() });
  return itemsRemoved;
}

/** Takes all rights away. A membership that cannot be read any more gives none. */
function endMembership(
  { table, audit, actor, clock }: ErasureDependencies,
  buildingId: string,
  userId: string,
): Promise<void> {
  return retryConflicts(async () => {
    const membership = await table.get(membershipEntity, { buildingId, userId });
    if (membership === undefined || membership.status === 'ended') return;
    const ended: Membership = { ...membership, status: 'ended', roles: [] };
    const record = auditOfRights(membership, ended, { audit, actor, at: clock.now() });
    await table.write([replace(membershipEntity, membership, ended), ...record]);
  });
}

async function removeItems(deps: ErasureDependencies, erasure: Erasure): Promise<number> {
  let removed = 0;
  for await (const item of senderItems(deps, erasure.senderHashes)) {
    await deps.raw.remove(item);
    removed++;
  }
  for await (const { item } of personItems(deps, erasure.userId, erasure.buildingIds)) {
    await deps.removeAttachments(item);
    await deps.raw.remove(item);
    removed++;
  }
  return removed;
}

/**
 * Erases again whoever was erased before: `all` of them after a restore and before anybody is served, and at a start
 * those whose erasure was cut short. Says how many that were.
 */
export async function replayErasures(deps: ErasureDependencies, which: 'all' | 'unfinished'): Promise<number> {
  const entries = await deps.ledger.entries();
  const due = entries.filter(({ completedAt }) => which === 'all' || completedAt === undefined);
  for (const { userId } of due) await erasePerson(deps, userId);
  return due.length;
}
