import { isDeepStrictEqual } from 'node:util';
import { DomainError, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { replace, WriteConflictError } from '@bos/table/write';
import { assertOperators, type UnitDependencies } from './create-units.ts';
import { type Unit, unitEntity } from './unit.ts';

export interface ChangeUnitCommand {
  readonly buildingId: string;
  readonly unitId: string;
  /** What is not named stays; null takes away. */
  readonly change: { readonly [K in 'tower' | 'bedrooms' | 'operatorId']?: Unit[K] | null | undefined } & {
    readonly floor?: number | undefined;
  };
  readonly expectedVersion: number;
  readonly at: Date;
}

const chosen = <T>(wanted: T | null | undefined, present: T | undefined): T | undefined =>
  wanted === undefined ? present : (wanted ?? undefined);

function changed(unit: Unit, { tower, floor, bedrooms, operatorId }: ChangeUnitCommand['change']): Unit {
  const after = {
    tower: chosen(tower, unit.tower),
    bedrooms: chosen(bedrooms, unit.bedrooms),
    operatorId: chosen(operatorId, unit.operatorId),
  };
  return {
    buildingId: unit.buildingId,
    unitId: unit.unitId,
    floor: floor ?? unit.floor,
    ...(after.tower !== undefined && { tower: after.tower }),
    ...(after.bedrooms !== undefined && { bedrooms: after.bedrooms }),
    ...(after.operatorId !== undefined && { operatorId: after.operatorId }),
  };
}

/** Changes what is known of a unit; what changes nothing writes nothing. Throws UNIT_NOT_FOUND, OPERATOR_UNKNOWN and UNIT_CHANGED_MEANWHILE. */
export async function changeUnit(
  deps: UnitDependencies,
  { buildingId, unitId, change, expectedVersion, at }: ChangeUnitCommand,
): Promise<Stored<Unit>> {
  const unit = await deps.table.get(unitEntity, { buildingId, unitId });
  if (!unit) throw notFound('unit', unitId);
  if (unit.version !== expectedVersion) throw changedMeanwhile(unitId);
  const after = changed(unit, change);
  if (isDeepStrictEqual(after, changed(unit, {}))) return unit;
  const named = change.operatorId ? [after] : [];
  await assertOperators(deps, buildingId, named, () => 'operatorId');
  try {
    await deps.table.write([replace(unitEntity, unit, after)]);
  } catch (error) {
    throw error instanceof WriteConflictError ? changedMeanwhile(unitId) : error;
  }
  return { ...after, version: unit.version + 1, createdAt: unit.createdAt, updatedAt: at.toISOString() };
}

function changedMeanwhile(unitId: string): DomainError {
  return new DomainError('precondition_failed', 'UNIT_CHANGED_MEANWHILE', `Unit ${unitId} is at another version.`);
}
