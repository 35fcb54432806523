import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { notFound } from '@bos/kernel/errors';
import type { Surroundings } from '@bos/missions/coordinator/coordinator';
import { stranger } from '@bos/missions/tools/tool-context';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Table } from '@bos/table/table';

/** People and buildings as the coordinator asks for them. Memberships are read anew each time. */
export function createSurroundings(table: Table): Surroundings {
  const memberships = createMembershipStore(table);
  const buildings = createBuildingStore(table);
  return {
    async requester(buildingId, userId, at) {
      const membership = await memberships.get(buildingId, userId);
      if (membership === undefined) return stranger(userId);
      const { roles, unitIds, validFrom, validUntil } = membership;
      return {
        userId,
        roles,
        unitIds,
        inForce: isInForce(membership, at),
        ...(validFrom !== undefined && { validFrom }),
        ...(validUntil !== undefined && { validUntil }),
      };
    },
    async place(buildingId) {
      const building = await buildings.get(buildingId);
      if (building === undefined) throw notFound('building', buildingId);
      return { timeZone: building.timeZone, staffLanguage: building.languages[0] ?? 'en' };
    },
  };
}
