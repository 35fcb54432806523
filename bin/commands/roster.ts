import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { decodeFile } from '@bos/people/roster/decode-file';
import { importRoster } from '@bos/people/roster/import-roster';
import { planRoster } from '@bos/people/roster/plan-roster';
import { countryOf } from '@bos/people/roster/read-phone';
import { readRoster } from '@bos/people/roster/read-roster';
import { viewImport, viewPlan } from '@bos/people/roster/roster-routes';
import { createRosterStore } from '@bos/people/roster/roster-store';
import { undoRoster } from '@bos/people/roster/undo-roster';
import { rosterUnits } from '../../functions/roster-units.ts';
import { type Desk, openDesk } from '../local/open-desk.ts';
import { OperatorError } from '../local/operator-error.ts';
import { progressBar } from '../local/progress-bar.ts';

const OPTIONS = {
  building: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  aws: { type: 'boolean', default: false },
} as const;

const USAGE =
  'bos roster import FILE --building ID [--dry-run] [--aws], bos roster show IMPORT --building ID, or bos roster undo IMPORT --building ID';

/** The operator stands above the roles of a building. */
const GRANTER = { userId: 'command-line', roles: ['admin'] } as const;

interface Task {
  readonly ports: Desk['ports'];
  readonly buildingId: string;
  /** ISO 3166-1: where the building is. */
  readonly country: string;
}

function tools({ ports: { table, blindIndex, clock }, buildingId }: Task) {
  return {
    deps: { table, blindIndex, units: rosterUnits(table) },
    by: {
      buildingId,
      granter: GRANTER,
      changedBy: { audit: auditRecord, actor: { kind: 'operator', id: 'roster' } as const, at: clock.now() },
      now: clock.now,
      mayGoOn: () => true,
    },
  };
}

/** What an import would do, in words, with every problem by its line. */
export function describePlan({ lines, units, people, problems }: ReturnType<typeof viewPlan>): string {
  const row = (what: string, { create, change, unchanged }: typeof units): string =>
    `${what.padEnd(8)}${String(create).padStart(8)}${String(change).padStart(8)}${String(unchanged).padStart(11)}`;
  return [
    `${lines} lines`,
    `${''.padEnd(8)}${'new'.padStart(8)}${'changed'.padStart(8)}${'unchanged'.padStart(11)}`,
    row('units', units),
    row('people', people),
    ...problems.map(({ line, column = '', rule }) => `line ${line}  ${column.padEnd(9)} ${rule}`),
    '',
  ].join('\n');
}

function describeImport(view: ReturnType<typeof viewImport>): string {
  const { id, status, unitsCreated, unitsChanged, peopleAdded, peopleChanged, takenBack, kept, left = [] } = view;
  const made =
    unitsCreated === undefined
      ? ''
      : `  units: ${unitsCreated} new, ${unitsChanged} changed; people: ${peopleAdded} new, ${peopleChanged} changed`;
  const undone = takenBack === undefined ? '' : `  ${takenBack} taken back, ${kept} left`;
  const lines = left.map(({ line, of, id: item, because }) => `line ${line}  ${of} ${item}  ${because}`);
  return [`${id}  ${status}${made}${undone}`, ...lines, ''].join('\n');
}

async function importFile(task: Task, file: string, dryRun: boolean): Promise<void> {
  const { deps, by } = tools(task);
  const text = decodeFile(readFileSync(file));
  const roster = readRoster(text, task.country);
  const plan = viewPlan(await planRoster(deps, { ...by, roster, at: by.changedBy.at }));
  process.stdout.write(describePlan(plan));
  if (plan.problems.length > 0) {
    process.exitCode = 1;
    if (!dryRun) process.stderr.write('Nothing was imported: put the lines above right first.\n');
    return;
  }
  if (dryRun) return;
  const bar = progressBar(process.stderr);
  const imported = await importRoster(deps, { ...by, text, country: task.country, onProgress: bar.show });
  bar.end();
  process.stdout.write(describeImport(viewImport(imported)));
}

async function undoImport(task: Task, importId: string): Promise<void> {
  const { deps, by } = tools(task);
  const bar = progressBar(process.stderr);
  const undone = await undoRoster(deps, { ...by, importId, onProgress: bar.show });
  bar.end();
  const steps = await createRosterStore(deps.table).steps(task.buildingId, importId);
  process.stdout.write(describeImport(viewImport(undone, steps)));
}

async function showImport(task: Task, importId: string): Promise<void> {
  const store = createRosterStore(task.ports.table);
  const found = await store.get(task.buildingId, importId);
  if (found === undefined) throw new OperatorError(`There is no import ${importId} in ${task.buildingId}.`);
  process.stdout.write(describeImport(viewImport(found, await store.steps(task.buildingId, importId))));
}

/** Imports a file of units and people, or takes an import back. Cut short, the same command goes on where it was. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options: OPTIONS });
  const [act, subject, ...more] = positionals;
  const { building: buildingId } = values;
  const isKnown = act === 'import' || act === 'undo' || act === 'show';
  if (!isKnown || subject === undefined || more.length > 0 || buildingId === undefined)
    throw new OperatorError(`Usage: ${USAGE}`);
  const { ports, close } = await openDesk(values);
  try {
    const building = await createBuildingStore(ports.table).get(buildingId);
    if (building === undefined) throw new OperatorError(`There is no building ${buildingId}.`);
    const task = { ports, buildingId, country: countryOf(building) };
    if (act === 'import') await importFile(task, subject, values['dry-run']);
    else if (act === 'undo') await undoImport(task, subject);
    else await showImport(task, subject);
  } finally {
    close();
  }
}
