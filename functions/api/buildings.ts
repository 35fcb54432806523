import {
  buildingRoutes,
  getBuildingRoute,
  listBuildingsRoute,
  viewBuilding,
} from '@bos/buildings/buildings/building-routes';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';

export const routes = buildingRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const buildings = createBuildingStore(ports.table);
  const memberships = createMembershipStore(ports.table);

  const list = implement(listBuildingsRoute, async ({ query: { limit, cursor = '' }, principal }) => {
    const mine = await memberships.listOfUser(principal.userId);
    const ids = mine.filter((membership) => isInForce(membership, ports.clock.now())).map((it) => it.buildingId);
    // A person's buildings are few: the cursor is the last id of the page before.
    const rest = ids.filter((id) => id > cursor).sort();
    const page = rest.slice(0, limit);
    const found = await buildings.getMany(page);
    return { body: { items: found.map(viewBuilding), next: rest.length > limit ? (page.at(-1) ?? null) : null } };
  });

  const get = implement(getBuildingRoute, async ({ params: { buildingId } }) => {
    const building = await buildings.get(buildingId);
    if (!building) throw notFound('building', buildingId);
    return { body: viewBuilding(building), etag: building.version };
  });

  return apiHandler(ports, [list, get], options);
}
