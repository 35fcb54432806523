import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { type ArrivalGuideContent, arrivalGuideContentSchema } from './arrival-guide.ts';

const TAG = 'Buildings';
const building = z.object({ buildingId: z.string() });
const unit = building.extend({ unitId: pathId });
const ofBuilding = '/v1/buildings/{buildingId}/arrival-guide';
const ofUnit = '/v1/buildings/{buildingId}/units/{unitId}/arrival-guide';

const arrivalGuideView = arrivalGuideContentSchema.meta({ id: 'ArrivalGuide' });

const READ = { status: 200, description: 'The guide; its version as ETag, 0 where nobody wrote one.' } as const;
const CHANGED = {
  status: 412,
  code: 'ARRIVAL_GUIDE_CHANGED_MEANWHILE',
  description: 'Somebody changed it after you saw it.',
};

export const getArrivalGuideRoute = defineRoute({
  operationId: 'getArrivalGuide',
  method: 'GET',
  path: ofBuilding,
  summary: 'What everybody who arrives is told: Wi-Fi and directions',
  tag: TAG,
  permission: 'reservations:manage',
  params: building,
  response: { ...READ, schema: arrivalGuideView },
});

export const writeArrivalGuideRoute = defineRoute({
  operationId: 'writeArrivalGuide',
  method: 'PUT',
  path: ofBuilding,
  summary: 'Write the building’s guide anew',
  tag: TAG,
  permission: 'buildings:update',
  params: building,
  ifMatch: 'optional',
  body: arrivalGuideContentSchema,
  examples: {
    body: {
      wifi: { network: 'Aurora-Visitantes', password: 'aurora2026' },
      directions: { en: 'Enter by the gate on the left; the lift is behind the desk.' },
    },
  },
  response: { status: 200, description: 'The guide as it is now.', schema: arrivalGuideView },
  errors: [CHANGED],
});

export const getUnitArrivalGuideRoute = defineRoute({
  operationId: 'getUnitArrivalGuide',
  method: 'GET',
  path: ofUnit,
  summary: 'What the guide of one unit says beside the building’s',
  description: 'To who arrives, what the unit says goes before what the building says.',
  tag: TAG,
  permission: 'reservations:manage',
  params: unit,
  response: { ...READ, schema: arrivalGuideView },
});

export const writeUnitArrivalGuideRoute = defineRoute({
  operationId: 'writeUnitArrivalGuide',
  method: 'PUT',
  path: ofUnit,
  summary: 'Write the guide of one unit anew',
  tag: TAG,
  permission: 'buildings:update',
  params: unit,
  ifMatch: 'optional',
  body: arrivalGuideContentSchema,
  examples: { body: { wifi: { network: 'Aurora-0704', password: 'sea and sky' } } },
  response: { status: 200, description: 'The guide as it is now.', schema: arrivalGuideView },
  errors: [CHANGED],
});

export const arrivalGuideRoutes: readonly RouteContract[] = [
  getArrivalGuideRoute,
  writeArrivalGuideRoute,
  getUnitArrivalGuideRoute,
  writeUnitArrivalGuideRoute,
];

export function viewArrivalGuide({ wifi, directions }: ArrivalGuideContent) {
  return { ...(wifi && { wifi }), ...(directions && { directions }) };
}
