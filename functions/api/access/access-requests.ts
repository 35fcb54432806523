import type { AccessRequester } from '@bos/buildings/access/access-rights';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { KnownPermission } from '@bos/governance/permissions';
import { decide } from '@bos/governance/policy';
import type { Principal } from '@bos/http/principal';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId, type IdSource } from '@bos/kernel/ids';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Table } from '@bos/table/table';

/** An id that is known before the time is: the same caller's key gives the same thing, whenever it is sent again. */
const TIMELESS = new Date(0);

/** What all of these requests ask first. */
export function accessRequests(table: Table, ids: IdSource) {
  const buildings = createBuildingStore(table);
  const memberships = createMembershipStore(table);
  return {
    /** Throws BUILDING_NOT_FOUND. */
    async timeZoneOf(buildingId: string): Promise<string> {
      const building = await buildings.get(buildingId);
      if (building === undefined) throw notFound('building', buildingId);
      return building.timeZone;
    },

    /** For what is kept for them their key is needed, and nobody else has one. Throws PERSON_UNKNOWN. */
    async assertMember(buildingId: string, userId: string): Promise<void> {
      const membership = await memberships.get(buildingId, userId);
      if (membership === undefined || membership.status === 'ended') {
        throw invalid('PERSON_UNKNOWN', `${userId} is no member.`);
      }
    },

    idOf(kind: string, buildingId: string, userId: string, idempotencyKey: string | undefined): string {
      return idempotencyKey === undefined
        ? ids.next()
        : deterministicId(TIMELESS, kind, buildingId, userId, idempotencyKey);
    },
  };
}

/** Whoever has a principal is a member in force; `desk` is the permission to do it for others. */
export function requesterOf({ userId, roles, unitIds }: Principal, desk: KnownPermission): AccessRequester {
  return {
    userId,
    unitIds,
    inForce: true,
    permissions: {
      announceForOwnUnit: decide(roles, 'visitors:announce').allowed,
      workAtDesk: decide(roles, desk).allowed,
    },
  };
}
