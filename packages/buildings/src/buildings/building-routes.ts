import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import type { Building } from './building.ts';

const TAG = 'Buildings';

export const buildingView = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string().describe('IANA time zone.'),
    languages: z.array(languageSchema),
    emergencyNumbers: z.object({ fire: z.string(), ambulance: z.string(), police: z.string() }),
  })
  .meta({ id: 'Building' });

export const listBuildingsRoute = defineRoute({
  operationId: 'listBuildings',
  method: 'GET',
  path: '/v1/buildings',
  summary: 'The buildings in which you are a member',
  tag: TAG,
  permission: 'signed-in',
  query: listQuery,
  response: { status: 200, description: 'Your buildings, by id.', schema: listOf(buildingView) },
});

export const getBuildingRoute = defineRoute({
  operationId: 'getBuilding',
  method: 'GET',
  path: '/v1/buildings/{buildingId}',
  summary: 'One building',
  tag: TAG,
  permission: 'buildings:read',
  params: z.object({ buildingId: z.string() }),
  response: { status: 200, description: 'The building.', schema: buildingView },
});

export const buildingRoutes: readonly RouteContract[] = [listBuildingsRoute, getBuildingRoute];

export function viewBuilding({ buildingId, name, timeZone, languages, emergencyNumbers }: Building) {
  return { id: buildingId, name, timeZone, languages, emergencyNumbers };
}
