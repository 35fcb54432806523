import {
  changeBuildingRoute,
  getBuildingRoute,
  getRetentionRoute,
  listBuildingsRoute,
  overrideRetentionRoute,
  viewBuilding,
} from '@bos/buildings/buildings/building-routes';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { changeBuilding } from '@bos/buildings/buildings/change-building';
import { overrideRetention } from '@bos/buildings/buildings/override-retention';
import { viewRetention } from '@bos/buildings/buildings/retention-overrides';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { type BoundRoute, implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { ApiPorts } from '../api-handler.ts';

/** How buildings are set up, and how long they keep data. */
export function configurationHandlers({ table, clock }: ApiPorts): readonly BoundRoute[] {
  const buildings = createBuildingStore(table);
  const memberships = createMembershipStore(table);
  const deps = { table, audit: auditRecord };

  const list = implement(listBuildingsRoute, async ({ query: { limit, cursor = '' }, principal }) => {
    const mine = await memberships.listOfUser(principal.userId);
    const ids = mine.filter((membership) => isInForce(membership, clock.now())).map((it) => it.buildingId);
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

  const change = implement(changeBuildingRoute, async ({ params, body, ifMatch = 0, principal, requestId }) => {
    const actor = { kind: 'user', id: principal.userId } as const;
    const command = { ...params, change: body, expectedVersion: ifMatch, actor, requestId, at: clock.now() };
    const building = await changeBuilding(deps, command);
    return { body: viewBuilding(building), etag: building.version };
  });

  const retention = implement(getRetentionRoute, async ({ params: { buildingId } }) => {
    const building = await buildings.get(buildingId);
    if (!building) throw notFound('building', buildingId);
    return { body: viewRetention(building), etag: building.version };
  });

  const override = implement(overrideRetentionRoute, async ({ params, body, ifMatch = 0, principal, requestId }) => {
    const actor = { kind: 'user', id: principal.userId } as const;
    const command = { ...params, terms: body, expectedVersion: ifMatch, actor, requestId, at: clock.now() };
    const building = await overrideRetention(deps, command);
    return { body: viewRetention(building), etag: building.version };
  });

  return [list, get, change, retention, override];
}
