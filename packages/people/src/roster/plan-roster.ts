import type { Table } from '@bos/table/table';
import type { Granter } from '../memberships/assert-may-grant.ts';
import { membershipEntity } from '../memberships/membership.ts';
import type { MembershipDependencies } from '../memberships/write-membership.ts';
import { judgePerson } from './judge-person.ts';
import { judgeUnit } from './judge-unit.ts';
import type { LineProblem } from './read-csv.ts';
import type { Roster, RosterPerson, RosterUnit } from './read-roster.ts';
import { userIdsOf } from './roster-person.ts';
import type { RosterUnits } from './roster-units.ts';

export interface RosterDependencies extends MembershipDependencies {
  readonly table: Table;
  readonly units: RosterUnits;
}

export type Act = 'create' | 'change' | 'unchanged';

/** What an import would do, and what stands in its way. */
export interface RosterPlan {
  readonly lines: number;
  readonly problems: readonly LineProblem[];
  readonly units: readonly { readonly wanted: RosterUnit; readonly act: Act }[];
  /** Without those who are among the problems. */
  readonly people: readonly { readonly wanted: RosterPerson; readonly act: Act }[];
}

/** `704` where there may be a `0704`: spreadsheets take the zeros for idle. */
const padded = (unitId: string): string | undefined =>
  /^[1-9]\d{0,2}$/.test(unitId) ? unitId.padStart(4, '0') : undefined;

export interface PlanRoster {
  readonly buildingId: string;
  readonly roster: Roster;
  readonly granter: Granter;
  readonly at: Date;
}

/**
 * Holds a roster against what stands. Whether somebody is known elsewhere shows nowhere: who is no member here is new here.
 */
export async function planRoster(
  deps: RosterDependencies,
  { buildingId, roster, granter, at }: PlanRoster,
): Promise<RosterPlan> {
  const problems = [...roster.problems];
  const [known, userIds] = await Promise.all([
    deps.units.getMany(
      buildingId,
      roster.units.flatMap(({ unitId }) => [unitId, padded(unitId)].filter((id) => id !== undefined)),
    ),
    userIdsOf(deps, buildingId, roster.people),
  ]);
  const members = await deps.table.getMany(
    membershipEntity,
    userIds.map((userId) => ({ buildingId, userId })),
  );
  const unitOf = new Map(known.map((unit) => [unit.unitId, unit]));
  const memberOf = new Map(members.map((member) => [member.userId, member]));
  const units = roster.units.map((wanted) => {
    const { act } = judgeUnit(buildingId, unitOf.get(wanted.unitId), wanted);
    const other = unitOf.get(padded(wanted.unitId) ?? '');
    if (act === 'create' && other !== undefined) {
      const rule = `there is a unit ${other.unitId}: a spreadsheet has taken its zero away`;
      problems.push({ line: wanted.line, column: 'unit', rule });
    }
    return { wanted, act };
  });
  const people = roster.people.flatMap((wanted, position): RosterPlan['people'] => {
    const userId = userIds[position] ?? '';
    const verdict = judgePerson({ buildingId, userId, present: memberOf.get(userId), wanted, granter, at });
    if (verdict.act === 'refused') {
      problems.push({ line: wanted.line, column: verdict.column, rule: verdict.rule });
      return [];
    }
    return [{ wanted, act: verdict.act === 'add' ? 'create' : verdict.act }];
  });
  return { lines: roster.lines, problems: problems.toSorted((a, b) => a.line - b.line), units, people };
}
