import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { pathId } from '../buildings/path-id.ts';
import type { Unit } from './unit.ts';

const TAG = 'Units';

export const unitView = z
  .object({ id: z.string(), tower: z.string().optional(), floor: z.number().int() })
  .meta({ id: 'Unit' });

export const listUnitsRoute = defineRoute({
  operationId: 'listUnits',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/units',
  summary: 'The units of a building',
  tag: TAG,
  permission: 'units:read',
  params: z.object({ buildingId: z.string() }),
  query: listQuery,
  response: { status: 200, description: 'Units, by number.', schema: listOf(unitView) },
});

export const getUnitRoute = defineRoute({
  operationId: 'getUnit',
  method: 'GET',
  path: '/v1/buildings/{buildingId}/units/{unitId}',
  summary: 'One unit',
  tag: TAG,
  permission: 'units:read',
  params: z.object({ buildingId: z.string(), unitId: pathId }),
  response: { status: 200, description: 'The unit.', schema: unitView },
});

export const unitRoutes: readonly RouteContract[] = [listUnitsRoute, getUnitRoute];

export function viewUnit({ unitId, tower, floor }: Unit) {
  return { id: unitId, floor, ...(tower !== undefined && { tower }) };
}
