import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import { languageSchema } from '@bos/kernel/language';
import { OVERRIDABLE_PERIODS } from '@bos/table/retention';
import * as z from 'zod';
import { arrivalGuideRoutes } from './arrival-guide-routes.ts';
import { type Building, buildingConfigurationSchema, whatsappNumberSchema } from './building.ts';
import { buildingChangeSchema } from './building-change.ts';
import { newBuildingSchema } from './new-building.ts';
import { retentionRequestSchema } from './retention-overrides.ts';
import { vendorRoutes } from './vendor-routes.ts';

const TAG = 'Buildings';

const { address, features, holidays, checkInFrom, checkOutUntil } = buildingConfigurationSchema.shape;
const optional = { address, features, holidays, checkInFrom, checkOutUntil };

export const buildingView = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string().describe('IANA time zone.'),
    languages: z.array(languageSchema),
    emergencyNumbers: z.object({ fire: z.string(), ambulance: z.string(), police: z.string() }),
    ...optional,
    whatsappNumbers: z.array(whatsappNumberSchema).optional(),
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

export const createBuildingRoute = defineRoute({
  operationId: 'createBuilding',
  method: 'POST',
  path: '/v1/buildings',
  summary: 'Set up a building',
  description: [
    'For the platform’s operators alone. The building, its first manager and the numbers that serve it, in one call. The',
    'same id again changes nothing and answers with the building as it stands and `created: false`; numbers that it was',
    'given then and that do not serve it yet are connected.',
  ].join(' '),
  tag: TAG,
  permission: 'signed-in',
  body: newBuildingSchema,
  examples: {
    body: {
      id: 'jardins',
      name: 'Residencial Jardins',
      timeZone: 'America/Sao_Paulo',
      languages: ['pt', 'en'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      manager: { name: 'Helena Prado', phone: '+5511900000412', language: 'pt' },
      whatsappNumbers: [{ phoneNumberId: '106540352242922', displayPhoneNumber: '+55 11 0000-0200' }],
    },
  },
  response: {
    status: 201,
    description: 'The building.',
    schema: z.object({ created: z.boolean(), building: buildingView }),
  },
  errors: [
    { status: 403, code: 'OPERATOR_REQUIRED', description: 'You are no operator of the platform.' },
    { status: 409, code: 'SUBJECT_TAKEN', description: 'Somebody else signs in with the subject of the manager.' },
  ],
});

export const changeBuildingRoute = defineRoute({
  operationId: 'changeBuilding',
  method: 'PATCH',
  path: '/v1/buildings/{buildingId}',
  summary: 'Change how a building is set up',
  description: 'Each field that is named is replaced as a whole, the others stay.',
  tag: TAG,
  permission: 'buildings:update',
  params: z.object({ buildingId: z.string() }),
  ifMatch: 'required',
  body: buildingChangeSchema,
  examples: {
    body: {
      features: { visitors: true, stays: false },
      holidays: [{ date: '2026-12-25', name: 'Natal' }],
      checkInFrom: '14:00',
    },
  },
  response: { status: 200, description: 'The building as it is now.', schema: buildingView },
  errors: [{ status: 412, code: 'BUILDING_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' }],
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
  createBuildingRoute,
  getBuildingRoute,
  changeBuildingRoute,
  getRetentionRoute,
  overrideRetentionRoute,
  ...arrivalGuideRoutes,
  ...vendorRoutes,
];

export function viewBuilding(building: Building) {
  const { buildingId, name, timeZone, languages, emergencyNumbers, ...rest } = building;
  const { address, features, holidays, checkInFrom, checkOutUntil, whatsappNumbers } = rest;
  return {
    id: buildingId,
    name,
    timeZone,
    languages,
    emergencyNumbers,
    ...(address !== undefined && { address }),
    ...(features !== undefined && { features }),
    ...(holidays !== undefined && { holidays }),
    ...(checkInFrom !== undefined && { checkInFrom }),
    ...(checkOutUntil !== undefined && { checkOutUntil }),
    ...(whatsappNumbers !== undefined && { whatsappNumbers }),
  };
}
