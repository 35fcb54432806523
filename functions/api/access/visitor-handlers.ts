import { announceVisitor } from '@bos/buildings/access/visitors/announce-visitor';
import { changeVisitor } from '@bos/buildings/access/visitors/change-visitor';
import {
  announceVisitorRoute,
  changeVisitorRoute,
  getVisitorRoute,
  listVisitorsRoute,
  viewVisitor,
} from '@bos/buildings/access/visitors/visitor-routes';
import { createVisitorStore } from '@bos/buildings/access/visitors/visitor-store';
import { featureIsOn } from '@bos/buildings/buildings/features';
import { ownOnly } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { accessRequests, requesterOf } from './access-requests.ts';

const DESK = 'visitors:update';

export function visitorHandlers({ table, clock, ids }: Pick<Ports, 'table' | 'clock' | 'ids'>): BoundRoute[] {
  const store = createVisitorStore(table);
  const requests = accessRequests(table, ids);

  const list = implement(listVisitorsRoute, async ({ params: { buildingId }, query, principal }) => {
    const page = ownOnly(principal.roles, 'visitors:read')
      ? await store.listOfUser(buildingId, principal.userId, pageOf(query))
      : await store.listOpen(buildingId, pageOf(query));
    return { body: mapPage(page, viewVisitor) };
  });

  const get = implement(getVisitorRoute, async ({ params: { buildingId, visitorId }, principal }) => {
    const visitor = await store.get(buildingId, visitorId);
    const hidden = visitor && ownOnly(principal.roles, 'visitors:read') && visitor.userId !== principal.userId;
    if (!visitor || hidden) throw notFound('visitor', visitorId);
    return { body: viewVisitor(visitor), etag: visitor.version };
  });

  const announce = implement(announceVisitorRoute, async ({ params, body, idempotencyKey, principal }) => {
    const { buildingId } = params;
    const { userId, ...details } = body;
    const { timeZone } = await featureIsOn(table, buildingId, 'visitors');
    if (userId !== undefined) await requests.assertMember(buildingId, userId);
    const visitor = await announceVisitor(
      { table },
      {
        buildingId,
        visitorId: requests.idOf('visitor', buildingId, principal.userId, idempotencyKey),
        requester: requesterOf(principal, DESK),
        ...(userId !== undefined && { userId }),
        details,
        timeZone,
        at: clock.now(),
      },
    );
    const location = `/v1/buildings/${buildingId}/visitors/${visitor.visitorId}`;
    return { body: viewVisitor(visitor), etag: visitor.version, location };
  });

  const change = implement(changeVisitorRoute, async ({ params, body, ifMatch, principal }) => {
    const { buildingId, visitorId } = params;
    const visitor = await changeVisitor(
      { table, mayReceive: requests.mayReceive },
      {
        buildingId,
        visitorId,
        requester: requesterOf(principal, DESK),
        change: body.change,
        timeZone: await requests.timeZoneOf(buildingId),
        at: clock.now(),
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
      },
    );
    return { body: viewVisitor(visitor), etag: visitor.version };
  });

  return [list, get, announce, change];
}
