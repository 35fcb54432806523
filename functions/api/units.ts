import { getUnitRoute, listUnitsRoute, unitRoutes, viewUnit } from '@bos/buildings/units/unit-routes';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = unitRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const units = createUnitStore(ports.table);

  const list = implement(listUnitsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await units.list(buildingId, pageOf(query)), viewUnit),
  }));

  const get = implement(getUnitRoute, async ({ params: { buildingId, unitId } }) => {
    const unit = await units.get(buildingId, unitId);
    if (!unit) throw notFound('unit', unitId);
    return { body: viewUnit(unit), etag: unit.version };
  });

  return apiHandler(ports, [list, get], options);
}
