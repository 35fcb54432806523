import { forEachConcurrently } from '@bos/kernel/concurrency';
import { DomainError, isDomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { replace, type WriteOperation } from '@bos/table/write';
import { beyondGrant } from '../memberships/grants.ts';
import { type Membership, membershipEntity } from '../memberships/membership.ts';
import { occupantEntity } from '../memberships/occupant.ts';
import { replaceMembership } from '../memberships/write-membership.ts';
import type { RosterDependencies } from './plan-roster.ts';
import type { RosterRun } from './roster-command.ts';
import { type RosterImport, rosterImportEntity } from './roster-import.ts';
import { type KeptBecause, type RosterStep, rosterStepEntity } from './roster-step.ts';
import { createRosterStore } from './roster-store.ts';

type Of<K extends RosterStep['kind']> = Stored<Extract<RosterStep, { readonly kind: K }>>;
type TakeBack = readonly WriteOperation[] | KeptBecause;

const CONCURRENCY = 8;

/** What they were before. Who was nobody here has no right and no name again, and is forgotten like any unknown sender. */
function former(present: Membership, { before, named }: Of<'person'>): Membership {
  const { displayName, validFrom: _from, validUntil: _until, ...rest } = present;
  return {
    ...rest,
    ...(before ?? { status: 'unverified', roles: [], unitIds: [] }),
    ...(displayName !== undefined && !named && { displayName }),
  };
}

async function takeBackPerson(
  deps: RosterDependencies,
  { granter, changedBy }: RosterRun,
  step: Of<'person'>,
): Promise<TakeBack> {
  const present = await deps.table.get(membershipEntity, step);
  if (present === undefined) return 'gone';
  if (present.version !== step.wroteVersion) return 'changed_since';
  if (present.userId === granter.userId) return 'own_rights';
  const after = former(present, step);
  if (beyondGrant(granter.roles, [...present.roles, ...after.roles]).length > 0) return 'not_yours';
  return replaceMembership(deps, present, after, changedBy);
}

async function takeBackUnit(deps: RosterDependencies, step: Of<'unit'>): Promise<TakeBack> {
  const { buildingId, unitId, before } = step;
  const [present] = await deps.units.getMany(buildingId, [unitId]);
  if (present === undefined) return 'gone';
  if (present.version !== step.wroteVersion) return 'changed_since';
  if (before !== undefined) {
    const { operatorId } = present;
    return [
      deps.units.replace(present, { buildingId, unitId, ...before, ...(operatorId !== undefined && { operatorId }) }),
    ];
  }
  const { items } = await deps.table.list(occupantEntity, { buildingId, unitId }, { limit: 1, consistent: true });
  if (items.length > 0 || (await deps.units.isInUse(buildingId, unitId))) return 'in_use';
  return [deps.units.remove(present)];
}

/** Takes one thing back, with the note that it was, or that it was left. Again after a lost race. */
async function takeBack(deps: RosterDependencies, command: RosterRun, step: Stored<RosterStep>): Promise<void> {
  await retryConflicts(async () => {
    // Somebody else may take the same back at the same time.
    const open = await deps.table.get(rosterStepEntity, step);
    if (open === undefined || open.undo !== undefined) return;
    const effect = open.kind === 'person' ? await takeBackPerson(deps, command, open) : await takeBackUnit(deps, open);
    const undo = typeof effect === 'string' ? effect : ('taken_back' as const);
    const writes = typeof effect === 'string' ? [] : effect;
    await deps.table.write([...writes, replace(rosterStepEntity, open, { ...open, undo })]);
  });
}

async function begin(deps: RosterDependencies, { buildingId, importId }: RosterRun): Promise<Stored<RosterImport>> {
  const store = createRosterStore(deps.table);
  const roster = await store.get(buildingId, importId);
  if (roster === undefined) throw notFound('roster import', importId);
  if (roster.status === 'undoing' || roster.status === 'undone') return roster;
  // Somebody may still be at it, and would go on behind whoever takes it back.
  if (roster.status === 'applying')
    throw new DomainError('conflict', 'ROSTER_NOT_APPLIED', 'It was cut short: import the same file again first.');
  const { startedBy, startedAt, lines } = roster;
  const common = { buildingId, importId, startedBy, startedAt, lines };
  try {
    await deps.table.write([replace(rosterImportEntity, roster, { ...common, status: 'undoing' })]);
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    throw new DomainError('conflict', 'ROSTER_CHANGED_MEANWHILE', 'It is being worked on: try again.', {
      cause: error,
    });
  }
  return (await store.get(buildingId, importId)) ?? roster;
}

async function finish(
  deps: RosterDependencies,
  before: Stored<RosterImport>,
  { changedBy, now }: RosterRun,
): Promise<void> {
  const { buildingId, importId, startedBy, startedAt, lines } = before;
  const { audit, actor, requestId } = changedBy;
  const at = now();
  const steps = await createRosterStore(deps.table).steps(buildingId, importId);
  const takenBack = steps.filter(({ undo }) => undo === 'taken_back').length;
  const kept = steps.length - takenBack;
  const common = { buildingId, importId, startedBy, startedAt, lines };
  const after: RosterImport = { ...common, status: 'undone', undoneAt: at.toISOString(), takenBack, kept };
  const fact = {
    buildingId,
    actor,
    action: 'roster.undone',
    resource: { type: 'roster', id: importId },
    ...(requestId !== undefined && { requestId }),
    values: { lines, kept },
    at,
  } as const;
  try {
    await deps.table.write([replace(rosterImportEntity, before, after), audit(fact)]);
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
  }
}

/**
 * Takes back what an import made or changed and nobody has changed or used since: people first, then the units that they
 * leave. What it leaves, and why, stands with each step. Cut short, it goes on by the same command; returned as `undoing`
 * when there was no time for the rest. Throws ROSTER_IMPORT_NOT_FOUND, ROSTER_NOT_APPLIED
 * and ROSTER_CHANGED_MEANWHILE.
 */
export async function undoRoster(deps: RosterDependencies, command: RosterRun): Promise<Stored<RosterImport>> {
  const { buildingId, importId, mayGoOn } = command;
  const begun = await begin(deps, command);
  if (begun.status !== 'undoing') return begun;
  const store = createRosterStore(deps.table);
  const open = (await store.steps(buildingId, importId)).filter(({ undo }) => undo === undefined);
  let done = 0;
  for (const kind of ['person', 'unit'] as const) {
    const ofKind = open.filter((step) => step.kind === kind);
    await forEachConcurrently(ofKind, CONCURRENCY, async (step) => {
      if (!mayGoOn()) return;
      await takeBack(deps, command, step);
      done += 1;
      command.onProgress?.(done, open.length);
    });
    // A unit is only left when its people are.
    if (!mayGoOn()) break;
  }
  if (done === open.length) await finish(deps, begun, command);
  return (await store.get(buildingId, importId)) ?? begun;
}
