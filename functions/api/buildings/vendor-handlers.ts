import {
  changeVendorRoute,
  createVendorRoute,
  getVendorRoute,
  listVendorsRoute,
  removeVendorRoute,
  viewVendor,
} from '@bos/buildings/buildings/vendor-routes';
import { createVendorStore } from '@bos/buildings/buildings/vendor-store';
import { removeVendor, writeVendor } from '@bos/buildings/buildings/write-vendor';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import type { Ports } from '../../ports/ports.ts';
import type { ApiPorts } from '../api-handler.ts';
import { mapPage, pageOf } from '../pages.ts';

/** An id that is known before the time is: the same caller's key gives the same thing, whenever it is sent again. */
const TIMELESS = new Date(0);

/** The firms that work for a building. */
export function vendorHandlers({ table, clock, ids }: ApiPorts & Pick<Ports, 'ids'>): readonly BoundRoute[] {
  const vendors = createVendorStore(table);
  const deps = { table, audit: auditRecord };
  const by = ({ principal, requestId }: { readonly principal: Principal; readonly requestId: string }) => ({
    actor: { kind: 'user', id: principal.userId } as const,
    requestId,
    at: clock.now(),
  });

  return [
    implement(listVendorsRoute, async ({ params: { buildingId }, query }) => ({
      body: mapPage(await vendors.list(buildingId, pageOf(query)), viewVendor),
    })),
    implement(getVendorRoute, async ({ params: { buildingId, vendorId } }) => {
      const vendor = await vendors.get(buildingId, vendorId);
      if (vendor === undefined) throw notFound('vendor', vendorId);
      return { body: viewVendor(vendor), etag: vendor.version };
    }),
    implement(createVendorRoute, async ({ params: { buildingId }, body, idempotencyKey, ...request }) => {
      const { userId } = request.principal;
      const vendorId =
        idempotencyKey === undefined
          ? ids.next()
          : deterministicId(TIMELESS, 'vendor', buildingId, userId, idempotencyKey);
      const vendor = await writeVendor(deps, { buildingId, vendorId, fields: body, ...by(request) });
      return {
        body: viewVendor(vendor),
        etag: vendor.version,
        location: `/v1/buildings/${buildingId}/vendors/${vendorId}`,
      };
    }),
    implement(changeVendorRoute, async ({ params, body, ifMatch = 0, ...request }) => {
      const vendor = await writeVendor(deps, { ...params, fields: body, expectedVersion: ifMatch, ...by(request) });
      return { body: viewVendor(vendor), etag: vendor.version };
    }),
    implement(removeVendorRoute, async ({ params, ...request }) => {
      await removeVendor(deps, { ...params, ...by(request) });
      return {};
    }),
  ];
}
