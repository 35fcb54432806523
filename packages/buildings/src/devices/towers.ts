import type { Table } from '@bos/table/table';
import { unitEntity } from '../units/unit.ts';
import { spokenTower } from './spoken-place.ts';

/** The towers in which somebody's units are. */
export async function towersOf(table: Table, buildingId: string, unitIds: readonly string[]): Promise<string[]> {
  const units = await table.getMany(
    unitEntity,
    unitIds.map((unitId) => ({ buildingId, unitId })),
  );
  return [...new Set(units.flatMap(({ tower }) => tower ?? []))];
}

/** The devices that can be meant: in the tower that was named, else in the person's own, else all. */
export function inTower<D extends { readonly tower?: string | undefined }>(
  devices: readonly D[],
  said: string,
  ownTowers: readonly string[],
): D[] {
  const named = spokenTower(said);
  if (named !== undefined && devices.some(({ tower }) => tower === named)) {
    return devices.filter(({ tower }) => tower === named);
  }
  if (ownTowers.length === 0) return [...devices];
  return devices.filter(({ tower }) => tower === undefined || ownTowers.includes(tower));
}
