import { changeUnit } from '@bos/buildings/units/change-unit';
import { createUnits } from '@bos/buildings/units/create-units';
import {
  changeUnitRoute,
  createUnitRoute,
  createUnitsRoute,
  getUnitRoute,
  listUnitsRoute,
  unitRoutes,
  viewUnit,
} from '@bos/buildings/units/unit-routes';
import { createUnitStore } from '@bos/buildings/units/unit-store';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { membershipEntity } from '@bos/people/memberships/membership';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = unitRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const { table, clock } = ports;
  const units = createUnitStore(table);
  const deps = {
    table,
    async membersAmong(buildingId: string, userIds: readonly string[]) {
      const parts = userIds.map((userId) => ({ buildingId, userId }));
      const members = await table.getMany(membershipEntity, parts);
      return new Set(members.filter(({ status }) => status === 'active').map(({ userId }) => userId));
    },
  };

  const list = implement(listUnitsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await units.list(buildingId, pageOf(query)), viewUnit),
  }));

  const get = implement(getUnitRoute, async ({ params: { buildingId, unitId } }) => {
    const unit = await units.get(buildingId, unitId);
    if (!unit) throw notFound('unit', unitId);
    return { body: viewUnit(unit), etag: unit.version };
  });

  const createOne = implement(createUnitRoute, async ({ params: { buildingId }, body }) => {
    await createUnits(deps, buildingId, [body], (_position, field) => field);
    return {
      body: viewUnit({ ...body, buildingId }),
      etag: 1,
      location: `/v1/buildings/${buildingId}/units/${body.unitId}`,
    };
  });

  const createMany = implement(createUnitsRoute, async ({ params: { buildingId }, body }) => {
    await createUnits(deps, buildingId, body.units);
    return { body: { created: body.units.length } };
  });

  const change = implement(changeUnitRoute, async ({ params, body, ifMatch = 0 }) => {
    const unit = await changeUnit(deps, { ...params, change: body, expectedVersion: ifMatch, at: clock.now() });
    return { body: viewUnit(unit), etag: unit.version };
  });

  return apiHandler(ports, [list, get, createOne, createMany, change], options);
}
