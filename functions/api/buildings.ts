import {
  buildingRoutes,
  getBuildingRoute,
  getRetentionRoute,
  listBuildingsRoute,
  overrideRetentionRoute,
  viewBuilding,
} from '@bos/buildings/buildings/building-routes';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { overrideRetention } from '@bos/buildings/buildings/override-retention';
import { viewRetention } from '@bos/buildings/buildings/retention-overrides';
import { auditRecord } from '@bos/governance/audit/audit-record';
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

  const retention = implement(getRetentionRoute, async ({ params: { buildingId } }) => {
    const building = await buildings.get(buildingId);
    if (!building) throw notFound('building', buildingId);
    return { body: viewRetention(building), etag: building.version };
  });

  const override = implement(overrideRetentionRoute, async (request) => {
    const { params, body, ifMatch = 0, principal, requestId } = request;
    const building = await overrideRetention(
      { table: ports.table, audit: auditRecord },
      {
        ...params,
        terms: body,
        expectedVersion: ifMatch,
        actor: { kind: 'user', id: principal.userId },
        requestId,
        at: ports.clock.now(),
      },
    );
    return { body: viewRetention(building), etag: building.version };
  });

  return apiHandler(ports, [list, get, retention, override], options);
}
