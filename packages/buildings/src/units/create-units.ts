import { DomainError, type FieldProblem } from '@bos/kernel/errors';
import type { Table } from '@bos/table/table';
import { create, MAX_OPERATIONS, WriteConflictError } from '@bos/table/write';
import { type Unit, unitEntity } from './unit.ts';

/** As many as one transaction holds: all of them or none. */
export const MOST_UNITS = MAX_OPERATIONS;

export interface UnitDependencies {
  readonly table: Pick<Table, 'get' | 'write'>;
  /** Which of these people are members of the building: whoever is to be turned to about a unit has to be one. */
  readonly membersAmong: (buildingId: string, userIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

const refused = (code: string, problems: readonly FieldProblem[]): DomainError => {
  const summary = problems.map(({ field, rule }) => `${field}: ${rule}`).join('; ');
  return new DomainError(code === 'UNIT_EXISTS' ? 'conflict' : 'invalid', code, summary, { problems });
};

/** Throws OPERATOR_UNKNOWN, naming each. `fieldOf` names the operator's field of the unit at a position. */
export async function assertOperators(
  { membersAmong }: Pick<UnitDependencies, 'membersAmong'>,
  buildingId: string,
  units: readonly Pick<Unit, 'operatorId'>[],
  fieldOf: (position: number) => string,
): Promise<void> {
  const named = units.flatMap(({ operatorId }) => (operatorId === undefined ? [] : [operatorId]));
  if (named.length === 0) return;
  const members = await membersAmong(buildingId, [...new Set(named)]);
  const problems = units.flatMap(({ operatorId }, position) =>
    operatorId === undefined || members.has(operatorId)
      ? []
      : [{ field: fieldOf(position), rule: 'must be a member of the building' }],
  );
  if (problems.length > 0) throw refused('OPERATOR_UNKNOWN', problems);
}

/**
 * Adds units, a hundred at the most: all or none. Throws UNIT_EXISTS and OPERATOR_UNKNOWN, naming each by its place in the
 * list, as `fieldOf` calls it.
 */
export async function createUnits(
  deps: UnitDependencies,
  buildingId: string,
  units: readonly Omit<Unit, 'buildingId'>[],
  fieldOf: (position: number, field: 'unitId' | 'operatorId') => string = (position, field) =>
    `units.${position}.${field}`,
): Promise<void> {
  const ids = units.map(({ unitId }) => unitId);
  const twice = ids.flatMap((id, position) => (ids.indexOf(id) < position ? [position] : []));
  if (twice.length > 0) throw exists(twice, 'each number once', fieldOf);
  await assertOperators(deps, buildingId, units, (position) => fieldOf(position, 'operatorId'));
  try {
    await deps.table.write(units.map((unit) => create(unitEntity, { ...unit, buildingId })));
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    throw exists(error.failed, 'there is a unit of that number', fieldOf);
  }
}

function exists(
  positions: readonly number[],
  rule: string,
  fieldOf: (position: number, field: 'unitId') => string,
): DomainError {
  return refused(
    'UNIT_EXISTS',
    positions.map((position) => ({ field: fieldOf(position, 'unitId'), rule })),
  );
}
