import type { AccessRequester } from '@bos/buildings/access/access-rights';
import type { MayReceive } from '@bos/buildings/access/visitors/change-visitor';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { KnownPermission } from '@bos/governance/permissions';
import { decide } from '@bos/governance/policy';
import type { Principal } from '@bos/http/principal';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId, type IdSource } from '@bos/kernel/ids';
import { isInForce } from '@bos/people/memberships/membership';
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

    /** In force, and of that unit; who lives in none, and the desk, receive for the house. */
    async mayReceive({ buildingId, userId, unitId }: Parameters<MayReceive>[0], at: Date): Promise<boolean> {
      const host = await memberships.get(buildingId, userId);
      if (host === undefined || !isInForce(host, at)) return false;
      const forTheHouse = host.unitIds.length === 0 || decide(host.roles, 'visitors:update').allowed;
      return forTheHouse || host.unitIds.includes(unitId);
    },

    /** What is given for a stay ends with it, so it is its guest's. Throws STAY_UNKNOWN. */
    async assertGuest(buildingId: string, reservationId: string, userId: string): Promise<void> {
      const { reservationEntity } = await import('@bos/stays/reservations/reservation-entity');
      const stay = await table.get(reservationEntity, { buildingId, reservationId });
      if (stay === undefined || 'settledAt' in stay || !stay.guestIds.includes(userId)) {
        throw invalid('STAY_UNKNOWN', `${userId} has no such stay.`, [
          { field: 'reservationId', rule: 'a stay of theirs' },
        ]);
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
