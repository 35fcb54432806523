import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { unitIdSchema } from '../memberships/unit-id.ts';
import { meView, personDetailView, personView } from './person-views.ts';

const TAG = 'People';

const path = '/v1/buildings/{buildingId}/people';
const building = z.object({ buildingId: z.string() });

export const getMeRoute = defineRoute({
  operationId: 'getMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'Yourself and your memberships',
  tag: TAG,
  permission: 'signed-in',
  response: { status: 200, description: 'You.', schema: meView },
});

export const listPeopleRoute = defineRoute({
  operationId: 'listPeople',
  method: 'GET',
  path,
  summary: 'The people of a building',
  tag: TAG,
  permission: 'people:read',
  params: building,
  query: listQuery
    .extend({
      name: z
        .string()
        .trim()
        .min(2)
        .max(120)
        .optional()
        .describe('Only those whose name has all these words, whole, in any spelling of case and accents.'),
      unitId: unitIdSchema.optional().describe('Only those whose unit it is.'),
      phone: z.string().min(8).max(30).optional().describe('Only who has this telephone, in any spelling.'),
    })
    .refine(({ name, unitId, phone }) => [name, unitId, phone].filter((filter) => filter !== undefined).length < 2, {
      path: ['name'],
      error: 'one of name, unitId and phone',
    }),
  response: { status: 200, description: 'People, by id.', schema: listOf(personView) },
});

export const getPersonRoute = defineRoute({
  operationId: 'getPerson',
  method: 'GET',
  path: `${path}/{userId}`,
  summary: 'One person of a building',
  tag: TAG,
  permission: 'people:read',
  params: building.extend({ userId: pathId }),
  response: { status: 200, description: 'The person.', schema: personDetailView },
});

export const personRoutes: readonly RouteContract[] = [getMeRoute, listPeopleRoute, getPersonRoute];
