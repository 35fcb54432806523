import { closeParcel, receiveParcel } from '@bos/buildings/access/parcels/change-parcel';
import {
  closeParcelRoute,
  getParcelRoute,
  listParcelsRoute,
  receiveParcelRoute,
  viewParcel,
} from '@bos/buildings/access/parcels/parcel-routes';
import { createParcelStore } from '@bos/buildings/access/parcels/parcel-store';
import { ownOnly } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { accessRequests, requesterOf } from './access-requests.ts';

const DESK = 'parcels:update';

export function parcelHandlers({ table, clock, ids }: Pick<Ports, 'table' | 'clock' | 'ids'>): BoundRoute[] {
  const store = createParcelStore(table);
  const requests = accessRequests(table, ids);

  const list = implement(listParcelsRoute, async ({ params: { buildingId }, query, principal }) => {
    const read = query.phase === 'untold' ? store.listUntold : store.listWaiting;
    const page = ownOnly(principal.roles, 'parcels:read')
      ? await store.listOfUser(buildingId, principal.userId, pageOf(query))
      : await read(buildingId, pageOf(query));
    return { body: mapPage(page, viewParcel) };
  });

  const get = implement(getParcelRoute, async ({ params: { buildingId, parcelId }, principal }) => {
    const parcel = await store.get(buildingId, parcelId);
    const hidden = parcel && ownOnly(principal.roles, 'parcels:read') && parcel.userId !== principal.userId;
    if (!parcel || hidden) throw notFound('parcel', parcelId);
    return { body: viewParcel(parcel), etag: parcel.version };
  });

  const receive = implement(receiveParcelRoute, async ({ params, body, idempotencyKey, principal }) => {
    const { buildingId } = params;
    await requests.assertMember(buildingId, body.userId);
    const parcel = await receiveParcel(
      { table },
      {
        buildingId,
        parcelId: requests.idOf('parcel', buildingId, principal.userId, idempotencyKey),
        requester: requesterOf(principal, DESK),
        details: body,
        timeZone: await requests.timeZoneOf(buildingId),
        at: clock.now(),
      },
    );
    const location = `/v1/buildings/${buildingId}/parcels/${parcel.parcelId}`;
    return { body: viewParcel(parcel), etag: parcel.version, location };
  });

  const close = implement(closeParcelRoute, async ({ params, body, ifMatch, principal }) => {
    const { buildingId, parcelId } = params;
    const parcel = await closeParcel(
      { table },
      {
        buildingId,
        parcelId,
        requester: requesterOf(principal, DESK),
        change: body.status,
        at: clock.now(),
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
      },
    );
    return { body: viewParcel(parcel), etag: parcel.version };
  });

  return [list, get, receive, close];
}
