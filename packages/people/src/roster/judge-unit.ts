import type { RosterUnit } from './read-roster.ts';
import type { KnownUnit } from './roster-units.ts';

/** What a roster makes of a unit. */
export type UnitVerdict =
  | { readonly act: 'create' | 'change'; readonly after: KnownUnit }
  | { readonly act: 'unchanged' };

/** Numbers mostly begin with the floor: 1203 is on the twelfth, 12 on the ground floor. */
function floorOf(unitId: string): number {
  const digits = /\d{3,5}/.exec(unitId)?.[0];
  return digits === undefined ? 0 : Math.floor(Number(digits) / 100);
}

/** What the file says goes before what is known, and what it does not say stays. */
export function judgeUnit(
  buildingId: string,
  present: KnownUnit | undefined,
  { unitId, tower, floor, bedrooms }: RosterUnit,
): UnitVerdict {
  const said = {
    ...(tower !== undefined && { tower }),
    ...(floor !== undefined && { floor }),
    ...(bedrooms !== undefined && { bedrooms }),
  };
  if (present === undefined) return { act: 'create', after: { buildingId, unitId, floor: floorOf(unitId), ...said } };
  const after: KnownUnit = { ...present, ...said };
  const same = present.tower === after.tower && present.floor === after.floor && present.bedrooms === after.bedrooms;
  if (same) return { act: 'unchanged' };
  const { operatorId } = present;
  return {
    act: 'change',
    after: {
      buildingId,
      unitId,
      floor: after.floor,
      ...(after.tower !== undefined && { tower: after.tower }),
      ...(after.bedrooms !== undefined && { bedrooms: after.bedrooms }),
      ...(operatorId !== undefined && { operatorId }),
    },
  };
}
