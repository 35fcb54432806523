import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import { OVERRIDABLE_PERIODS } from '@bos/table/retention';
import * as z from 'zod';
import type { Building } from './building.ts';
import { retentionRequestSchema } from './retention-overrides.ts';

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

const days = z.number().int();

export const retentionView = z
  .object({
    terms: z.array(
      z.object({
        period: z.enum(OVERRIDABLE_PERIODS),
        days: days.describe('What holds in this building.'),
        usual: days,
        shortest: days,
        longest: days,
      }),
    ),
  })
  .meta({ id: 'Retention' });

const RETENTION_PATH = '/v1/buildings/{buildingId}/retention';

export const getRetentionRoute = defineRoute({
  operationId: 'getRetention',
  method: 'GET',
  path: RETENTION_PATH,
  summary: 'How long data is kept',
  tag: TAG,
  permission: 'buildings:read',
  params: z.object({ buildingId: z.string() }),
  response: { status: 200, description: 'The terms; the building’s version as ETag.', schema: retentionView },
});

export const overrideRetentionRoute = defineRoute({
  operationId: 'overrideRetention',
  method: 'PUT',
  path: RETENTION_PATH,
  summary: 'Choose how long data is kept',
  description: [
    'All of the building’s own terms at once; a period that is not named has its usual one. They hold for what comes to',
    'rest from now on, and for what is being written within five minutes.',
  ].join(' '),
  tag: TAG,
  permission: 'buildings:update',
  params: z.object({ buildingId: z.string() }),
  ifMatch: 'required',
  body: retentionRequestSchema,
  examples: { body: { conversation: 365, unknownSender: 30 } },
  response: { status: 200, description: 'The terms as they are now.', schema: retentionView },
  errors: [{ status: 412, code: 'BUILDING_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' }],
});

export const buildingRoutes: readonly RouteContract[] = [
  listBuildingsRoute,
  getBuildingRoute,
  getRetentionRoute,
  overrideRetentionRoute,
];

export function viewBuilding({ buildingId, name, timeZone, languages, emergencyNumbers }: Building) {
  return { id: buildingId, name, timeZone, languages, emergencyNumbers };
}
