import { createUnitStore } from '@bos/buildings/units/unit-store';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { decide } from '@bos/governance/policy';
import type { Principal } from '@bos/http/principal';
import type { Clock } from '@bos/kernel/clock';
import { DomainError, invalid } from '@bos/kernel/errors';
import type { Granter } from '@bos/people/memberships/assert-may-grant';
import type { ChangeOfRights } from '@bos/people/memberships/write-membership';
import type { Table } from '@bos/table/table';

/** Who asks, as the rooms of people see them. */
export const granterOf = ({ userId, roles }: Principal): Granter => ({ userId, roles });

/** In whose name rights change, for the record of it. */
export function changeBy(clock: Clock, { userId }: Principal, requestId: string): ChangeOfRights {
  return { audit: auditRecord, actor: { kind: 'user', id: userId }, requestId, at: clock.now() };
}

/** Whether it is one's own, or somebody may do it for others. Throws FORBIDDEN. */
export function assertOwnOr(permission: 'people:read' | 'people:register', principal: Principal, userId: string): void {
  if (principal.userId === userId || decide(principal.roles, permission).allowed) return;
  throw new DomainError('forbidden', 'FORBIDDEN', `This needs the permission ${permission}.`);
}

/** Throws UNIT_UNKNOWN naming those that the building does not have. */
export async function assertUnits(table: Table, buildingId: string, unitIds: readonly string[] = []): Promise<void> {
  if (unitIds.length === 0) return;
  const known = await createUnitStore(table).getMany(buildingId, unitIds);
  const unknown = unitIds.filter((unitId) => known.every((unit) => unit.unitId !== unitId));
  if (unknown.length === 0) return;
  throw invalid('UNIT_UNKNOWN', `No unit ${unknown.join(', ')}.`, [
    { field: 'unitIds', rule: 'units of this building' },
  ]);
}
