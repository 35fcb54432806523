import { DomainError, invalid } from '@bos/kernel/errors';
import { sha256 } from '@bos/kernel/hash';
import { deterministicId } from '@bos/kernel/ids';
import type { Stored } from '@bos/table/entity';
import { create, replace, WriteConflictError } from '@bos/table/write';
import { applyRoster } from './apply-roster.ts';
import { planRoster, type RosterDependencies } from './plan-roster.ts';
import type { LineProblem } from './read-csv.ts';
import { readRoster } from './read-roster.ts';
import type { ImportRoster } from './roster-command.ts';
import { type RosterImport, rosterImportEntity } from './roster-import.ts';
import type { RosterStep } from './roster-step.ts';
import { createRosterStore } from './roster-store.ts';

const TIMELESS = new Date(0);
/** More problems help nobody at once. */
const MOST_PROBLEMS = 100;

/** By field: `lines.12.phone`, as the file counts its lines. */
export function problemsByField(problems: readonly LineProblem[]) {
  return problems.slice(0, MOST_PROBLEMS).map(({ line, column, rule }) => ({
    field: ['lines', line, column].filter((part) => part !== '').join('.'),
    rule,
  }));
}

/**
 * The import of that very file: the one that stands, or a new one where none does or the last one was undone. Its id is a
 * hash with a key, for a short file could be guessed.
 */
async function openImport(
  deps: RosterDependencies,
  { buildingId, text, granter, changedBy: { at } }: ImportRoster,
  lines: number,
): Promise<Stored<RosterImport>> {
  const hash = await deps.blindIndex('roster', sha256(text));
  for (let turn = 0; ; turn++) {
    const importId = deterministicId(TIMELESS, 'roster import', buildingId, hash, String(turn));
    const known = await deps.table.get(rosterImportEntity, { buildingId, importId });
    if (known?.status === 'undone') continue;
    if (known?.status === 'undoing') throw new DomainError('conflict', 'ROSTER_UNDOING', 'It is being taken back.');
    if (known !== undefined) return known;
    const startedAt = at.toISOString();
    const begun: RosterImport = {
      buildingId,
      importId,
      status: 'applying',
      startedBy: granter.userId,
      startedAt,
      lines,
    };
    try {
      await deps.table.write([create(rosterImportEntity, begun)]);
    } catch (error) {
      // Somebody sent the same file at the same time: both do the same.
      if (!(error instanceof WriteConflictError)) throw error;
    }
    const made = await deps.table.get(rosterImportEntity, { buildingId, importId });
    if (made !== undefined) return made;
  }
}

function countsOf(steps: readonly RosterStep[]) {
  const count = (kind: RosterStep['kind'], isNew: boolean): number =>
    steps.filter((step) => step.kind === kind && (step.before === undefined) === isNew).length;
  return {
    unitsCreated: count('unit', true),
    unitsChanged: count('unit', false),
    peopleAdded: count('person', true),
    peopleChanged: count('person', false),
  };
}

async function finish(deps: RosterDependencies, before: Stored<RosterImport>, { changedBy, now }: ImportRoster) {
  const { buildingId, importId, lines } = before;
  const { audit, actor, requestId } = changedBy;
  const at = now();
  const counts = countsOf(await createRosterStore(deps.table).steps(buildingId, importId));
  const { startedBy, startedAt } = before;
  const common = { buildingId, importId, startedBy, startedAt, lines };
  const fact = {
    buildingId,
    actor,
    action: 'roster.imported',
    resource: { type: 'roster', id: importId },
    ...(requestId !== undefined && { requestId }),
    values: {
      lines,
      units: counts.unitsCreated + counts.unitsChanged,
      people: counts.peopleAdded + counts.peopleChanged,
    },
    at,
  } as const;
  const after: RosterImport = { ...common, status: 'applied', finishedAt: at.toISOString(), ...counts };
  try {
    await deps.table.write([replace(rosterImportEntity, before, after), audit(fact)]);
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
  }
}

/**
 * Imports a roster: all of it, or nothing where anything in it is wrong. Cut short anywhere, the same file goes on where it
 * was and ends the same; a file that was imported is not imported again. Returns it as `applying` when there was no time
 * for the rest. Throws ROSTER_REFUSED, naming each line with its rule, and ROSTER_UNDOING.
 */
export async function importRoster(deps: RosterDependencies, command: ImportRoster): Promise<Stored<RosterImport>> {
  const { buildingId, text, country, granter, changedBy } = command;
  const roster = readRoster(text, country);
  const plan = await planRoster(deps, { buildingId, roster, granter, at: changedBy.at });
  if (plan.problems.length > 0) {
    const summary = `Nothing was imported: ${plan.problems.length} problems.`;
    throw invalid('ROSTER_REFUSED', summary, problemsByField(plan.problems));
  }
  const begun = await openImport(deps, command, roster.lines);
  if (begun.status !== 'applying') return begun;
  const { importId } = begun;
  if (await applyRoster(deps, { ...command, importId }, plan)) await finish(deps, begun, command);
  const made = await createRosterStore(deps.table).get(buildingId, importId);
  if (made === undefined) throw new Error('an import that was just written is gone');
  return made;
}
