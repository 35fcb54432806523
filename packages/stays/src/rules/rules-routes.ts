import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { grantSchema } from './grant.ts';

const building = z.object({ buildingId: z.string() });
const path = '/v1/buildings/{buildingId}/stay-rules';
const rules = z.object({
  lateCheckOut: grantSchema.describe('A later hour on the last day, where nobody arrives too early.'),
  extension: grantSchema.describe('More nights of a stay that was booked here, where they are free.'),
  cancellation: grantSchema.describe('Giving up, before it begins, a stay that was booked here.'),
});
const rulesView = rules.meta({ id: 'StayRules' });

export const getStayRulesRoute = defineRoute({
  operationId: 'getStayRules',
  method: 'GET',
  path,
  summary: 'What guests get by asking for it',
  description: '`granted` at once, or handed to `staff`. Owners, for their own units, and the desk ask nobody.',
  tag: 'Stays',
  permission: 'reservations:read',
  params: building,
  response: { status: 200, description: 'The rules; their version as ETag, 0 for the usual ones.', schema: rulesView },
});

export const changeStayRulesRoute = defineRoute({
  operationId: 'changeStayRules',
  method: 'PUT',
  path,
  summary: 'Choose what guests get by asking for it',
  tag: 'Stays',
  permission: 'buildings:update',
  params: building,
  ifMatch: 'optional',
  body: rules,
  examples: { body: { lateCheckOut: 'granted', extension: 'granted', cancellation: 'staff' } },
  response: { status: 200, description: 'The rules as they are now.', schema: rulesView },
  errors: [
    { status: 412, code: 'STAY_RULES_CHANGED_MEANWHILE', description: 'Somebody changed them after you saw them.' },
  ],
});

export const rulesRoutes: readonly RouteContract[] = [getStayRulesRoute, changeStayRulesRoute];
