import { chunksOf } from '@bos/kernel/chunks';
import { forEachConcurrently } from '@bos/kernel/concurrency';
import { isDomainError } from '@bos/kernel/errors';
import { retryConflicts } from '@bos/table/retry-conflicts';
import { create, MAX_OPERATIONS, type WriteOperation } from '@bos/table/write';
import { membershipEntity } from '../memberships/membership.ts';
import { createMembership, replaceMembership } from '../memberships/write-membership.ts';
import { settlePerson } from '../persons/settle-person.ts';
import { judgePerson } from './judge-person.ts';
import { judgeUnit } from './judge-unit.ts';
import type { RosterDependencies, RosterPlan } from './plan-roster.ts';
import type { RosterPerson, RosterUnit } from './read-roster.ts';
import type { RosterRun } from './roster-command.ts';
import { newUserId } from './roster-person.ts';
import { type RosterStep, rosterStepEntity } from './roster-step.ts';

/** Side by side: an import is short, and nobody else waits for long. */
const CONCURRENCY = 8;

type Effect = { readonly writes: readonly WriteOperation[]; readonly step: RosterStep } | undefined;

/**
 * Writes an effect with its step, so that there is neither without the other. What this import has done before is not done
 * again, whoever undid it since. `read` is asked anew after a lost race.
 */
async function once(
  deps: RosterDependencies,
  key: Pick<RosterStep, 'buildingId' | 'importId' | 'stepId'>,
  read: () => Promise<Effect>,
) {
  await retryConflicts(async () => {
    const [effect, done] = await Promise.all([read(), deps.table.get(rosterStepEntity, key)]);
    if (effect === undefined || done !== undefined) return;
    await deps.table.write([...effect.writes, create(rosterStepEntity, effect.step)]);
  });
}

function applyUnit(
  deps: RosterDependencies,
  { buildingId, importId, changedBy }: RosterRun,
  wanted: RosterUnit,
): Promise<void> {
  const { unitId, line } = wanted;
  const key = { buildingId, importId, stepId: `unit-${unitId}` };
  const step = { ...key, kind: 'unit' as const, unitId, line, at: changedBy.at.toISOString() };
  return once(deps, key, async () => {
    const [present] = await deps.units.getMany(buildingId, [unitId]);
    const verdict = judgeUnit(buildingId, present, wanted);
    if (verdict.act === 'unchanged') return undefined;
    if (present === undefined)
      return { writes: [deps.units.create(verdict.after)], step: { ...step, wroteVersion: 1 } };
    const { tower, floor, bedrooms } = present;
    const before = { floor, ...(tower !== undefined && { tower }), ...(bedrooms !== undefined && { bedrooms }) };
    return {
      writes: [deps.units.replace(present, verdict.after)],
      step: { ...step, before, wroteVersion: present.version + 1 },
    };
  });
}

async function applyPerson(deps: RosterDependencies, command: RosterRun, wanted: RosterPerson): Promise<void> {
  const { buildingId, importId, granter, changedBy } = command;
  const { address, displayName, locale, line } = wanted;
  const newPerson = { userId: await newUserId(deps, buildingId, wanted), displayName, address };
  // The directory first: who is known by nothing but their address has no right yet.
  const userId = await settlePerson(deps, { ...newPerson, ...(locale !== undefined && { locale }) });
  const key = { buildingId, importId, stepId: `person-${userId}` };
  const common = { ...key, kind: 'person' as const, userId, line, at: changedBy.at.toISOString() };
  await once(deps, key, async () => {
    const present = await deps.table.get(membershipEntity, { buildingId, userId });
    const verdict = judgePerson({ buildingId, userId, present, wanted, granter, at: changedBy.at });
    // Refused now and not when it was planned: somebody decided about them in between, and that stands.
    if (verdict.act === 'unchanged' || verdict.act === 'refused') return undefined;
    const { after } = verdict;
    if (present === undefined)
      return {
        writes: await createMembership(deps, after, changedBy),
        step: { ...common, named: true, wroteVersion: 1 },
      };
    const { status, roles, unitIds, validFrom, validUntil } = present;
    const dates = { ...(validFrom !== undefined && { validFrom }), ...(validUntil !== undefined && { validUntil }) };
    return {
      writes: await replaceMembership(deps, present, after, changedBy),
      step: {
        ...common,
        named: present.displayName === undefined && after.displayName !== undefined,
        before: { status, roles, unitIds, ...dates },
        wroteVersion: present.version + 1,
      },
    };
  });
}

/** So many new units go in one transaction, each with its step. */
const TOGETHER = Math.floor(MAX_OPERATIONS / 2);

/** New units, many in one transaction; one by one where one of them stands by now, or was made by this import before. */
async function createUnits(deps: RosterDependencies, command: RosterRun, wanted: readonly RosterUnit[]): Promise<void> {
  const { buildingId, importId, changedBy } = command;
  const at = changedBy.at.toISOString();
  const writes = wanted.flatMap((unit) => {
    const verdict = judgeUnit(buildingId, undefined, unit);
    if (verdict.act === 'unchanged') return [];
    const { unitId, line } = unit;
    const stepId = `unit-${unitId}`;
    const step = { buildingId, importId, stepId, kind: 'unit' as const, unitId, line, at, wroteVersion: 1 };
    return [deps.units.create(verdict.after), create(rosterStepEntity, step)];
  });
  try {
    await deps.table.write(writes);
  } catch (error) {
    if (!isDomainError(error, 'WRITE_CONFLICT')) throw error;
    for (const unit of wanted) await applyUnit(deps, command, unit);
  }
}

/**
 * Does what was planned, units before people. `mayGoOn` is asked before each; returns whether nothing was left undone.
 * What was cut short is gone on with by doing it again.
 */
export async function applyRoster(deps: RosterDependencies, command: RosterRun, plan: RosterPlan): Promise<boolean> {
  const newUnits = plan.units.filter(({ act }) => act === 'create').map(({ wanted }) => wanted);
  const units = plan.units.filter(({ act }) => act === 'change');
  const people = plan.people.filter(({ act }) => act !== 'unchanged');
  const all = newUnits.length + units.length + people.length;
  let done = 0;
  const each = async (work: Promise<void>, count = 1): Promise<void> => {
    await work;
    done += count;
    command.onProgress?.(done, all);
  };
  await forEachConcurrently(chunksOf(newUnits, TOGETHER), 2, async (chunk) => {
    if (command.mayGoOn()) await each(createUnits(deps, command, chunk), chunk.length);
  });
  await forEachConcurrently(units, CONCURRENCY, async ({ wanted }) => {
    if (command.mayGoOn()) await each(applyUnit(deps, command, wanted));
  });
  await forEachConcurrently(people, CONCURRENCY, async ({ wanted }) => {
    if (command.mayGoOn()) await each(applyPerson(deps, command, wanted));
  });
  return done === all;
}
