import { fold } from '@bos/kernel/fold';
import { ROLES, type Role } from '@bos/kernel/role';
import { type LineProblem, readCsv } from './read-csv.ts';
import { type PersonLine, type RosterLine, readLine, type UnitLine } from './read-line.ts';

/** A unit as the whole file has it. */
export interface RosterUnit extends UnitLine {
  readonly line: number;
}

/** Somebody as the whole file has them: all their lines together. */
export interface RosterPerson extends PersonLine {
  readonly line: number;
  readonly unitIds: readonly string[];
}

export interface Roster {
  readonly lines: number;
  readonly units: readonly RosterUnit[];
  readonly people: readonly RosterPerson[];
  readonly problems: readonly LineProblem[];
}

type Report = (line: number, column: LineProblem['column'], rule: string) => void;

const inOrder = (roles: Iterable<Role>): Role[] => {
  const given = new Set(roles);
  return ROLES.filter((role) => given.has(role));
};

/** One unit of each number. What a later line adds is added; what it says otherwise is a mistake in one of the two. */
function unitsOf(lines: readonly RosterLine[], report: Report): RosterUnit[] {
  const units = new Map<string, RosterUnit>();
  for (const { line, unit } of lines) {
    if (unit === undefined) continue;
    const known = units.get(unit.unitId);
    for (const field of ['tower', 'floor', 'bedrooms'] as const)
      if (known?.[field] !== undefined && unit[field] !== undefined && known[field] !== unit[field])
        report(line, field, `line ${known.line} says otherwise of this unit`);
    units.set(unit.unitId, { ...unit, ...known, line: known?.line ?? line });
  }
  return [...units.values()];
}

/** One person of each address. Two of one telephone cannot be told apart, so that is a mistake. */
function peopleOf(lines: readonly RosterLine[], report: Report): RosterPerson[] {
  const people = new Map<string, RosterPerson>();
  for (const { line, unit, person } of lines) {
    if (person === undefined) continue;
    const { channel, text } = person.address;
    const known = people.get(`${channel} ${text}`);
    if (known && fold(known.displayName) !== fold(person.displayName))
      report(line, channel, `in line ${known.line} somebody of another name has it`);
    people.set(`${channel} ${text}`, {
      ...person,
      ...known,
      line: known?.line ?? line,
      roles: inOrder([...(known?.roles ?? []), ...person.roles]),
      unitIds: [...new Set([...(known?.unitIds ?? []), ...(unit ? [unit.unitId] : [])])],
    });
  }
  return [...people.values()];
}

/**
 * Reads a roster: its units and people, each once, and everything that is wrong, by line. `country` (ISO 3166-1) is where
 * telephones without a country code are.
 */
export function readRoster(text: string, country: string): Roster {
  const { lines, problems } = readCsv(text);
  const read = lines.map((line) => readLine(line, country));
  const found = [...problems, ...read.flatMap((line) => line.problems)];
  const report: Report = (line, column, rule) => void found.push({ line, column, rule });
  const rows = read.map((line) => line.read);
  const units = unitsOf(rows, report);
  const people = peopleOf(rows, report);
  return { lines: lines.length, units, people, problems: found.toSorted((a, b) => a.line - b.line) };
}
