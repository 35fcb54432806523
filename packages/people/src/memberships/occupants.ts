import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { put, remove, type WriteOperation } from '@bos/table/write';
import { type Membership, membershipEntity } from './membership.ts';
import { occupantEntity } from './occupant.ts';

/** More people than belong to one unit. */
const MOST = 100;

/** The units by which a member is found: of somebody who has left, none. */
export function occupiedUnits({ status, unitIds }: Pick<Membership, 'status' | 'unitIds'>): readonly string[] {
  return status === 'ended' ? [] : [...new Set(unitIds)];
}

/** Lets a member be found by these units. Harmless when they are already. */
export function enterUnits({ buildingId, userId }: Membership, unitIds: readonly string[]): WriteOperation[] {
  return unitIds.map((unitId) => put(occupantEntity, { buildingId, unitId, userId }));
}

/** Lets a member no longer be found by these units; one request for all of them. */
export async function leaveUnits(
  table: Table,
  { buildingId, userId }: Membership,
  unitIds: readonly string[],
): Promise<WriteOperation[]> {
  if (unitIds.length === 0) return [];
  const present = await table.getMany(
    occupantEntity,
    unitIds.map((unitId) => ({ buildingId, unitId, userId })),
  );
  return present.map((occupant) => remove(occupantEntity, occupant));
}

/** The members of a building whose unit it is, by user id; 100 at most. One request for the unit, one for the people. */
export async function findByUnit(table: Table, buildingId: string, unitId: string): Promise<Stored<Membership>[]> {
  const { items } = await table.list(occupantEntity, { buildingId, unitId }, { limit: MOST });
  const members = await table.getMany(
    membershipEntity,
    items.map(({ userId }) => ({ buildingId, userId })),
  );
  return members.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
}
