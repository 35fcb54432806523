import { listOf, listQuery } from '@bos/http/list';
import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { MOST_UNITS } from './create-units.ts';
import { type Unit, unitFieldsSchema } from './unit.ts';

const TAG = 'Units';
const path = '/v1/buildings/{buildingId}/units';
const building = z.object({ buildingId: z.string() });
const unit = building.extend({ unitId: pathId });

const fields = unitFieldsSchema.extend({
  operatorId: pathId.optional().describe('A member: whom to turn to about it.'),
});
const newUnit = fields.extend({
  unitId: pathId.max(20).describe('The number on the door; unique in the building.'),
  tower: z.string().trim().min(1).max(20).optional(),
});

export const unitView = z.object({ id: z.string(), ...fields.shape }).meta({ id: 'Unit' });

const EXISTS = {
  status: 409,
  code: 'UNIT_EXISTS',
  description: 'There is a unit of that number, or it is named twice.',
};
const OPERATOR = { status: 400, code: 'OPERATOR_UNKNOWN', description: 'The operator is no member of the building.' };

export const listUnitsRoute = defineRoute({
  operationId: 'listUnits',
  method: 'GET',
  path,
  summary: 'The units of a building',
  tag: TAG,
  permission: 'units:read',
  params: building,
  query: listQuery,
  response: { status: 200, description: 'Units, by number.', schema: listOf(unitView) },
});

export const getUnitRoute = defineRoute({
  operationId: 'getUnit',
  method: 'GET',
  path: `${path}/{unitId}`,
  summary: 'One unit',
  tag: TAG,
  permission: 'units:read',
  params: unit,
  response: { status: 200, description: 'The unit.', schema: unitView },
});

export const createUnitRoute = defineRoute({
  operationId: 'createUnit',
  method: 'POST',
  path,
  summary: 'Add a unit',
  tag: TAG,
  permission: 'units:update',
  params: building,
  body: newUnit,
  examples: { body: { unitId: '1501', tower: 'A', floor: 15, bedrooms: 2 } },
  response: { status: 201, description: 'Added.', schema: unitView },
  errors: [EXISTS, OPERATOR],
});

export const createUnitsRoute = defineRoute({
  operationId: 'createUnits',
  method: 'POST',
  path: `${path}/batch`,
  summary: 'Add up to a hundred units',
  description: 'All of them or, with each problem by its place in the list, none.',
  tag: TAG,
  permission: 'units:update',
  params: building,
  body: z.object({ units: z.array(newUnit).min(1).max(MOST_UNITS) }),
  examples: {
    body: {
      units: [
        { unitId: '1502', tower: 'A', floor: 15 },
        { unitId: '1503', tower: 'A', floor: 15 },
      ],
    },
  },
  response: { status: 201, description: 'Added.', schema: z.object({ created: z.number().int() }) },
  errors: [EXISTS, OPERATOR],
});

export const changeUnitRoute = defineRoute({
  operationId: 'changeUnit',
  method: 'PATCH',
  path: `${path}/{unitId}`,
  summary: 'Change a unit',
  description: 'What is not named stays as it is; null takes a value away.',
  tag: TAG,
  permission: 'units:update',
  params: unit,
  ifMatch: 'required',
  body: z
    .object({
      tower: newUnit.shape.tower.nullable(),
      floor: fields.shape.floor.optional(),
      bedrooms: fields.shape.bedrooms.nullable(),
      operatorId: fields.shape.operatorId.nullable(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
  examples: { body: { bedrooms: 3, operatorId: 'carlos' } },
  response: { status: 200, description: 'The unit as it is now.', schema: unitView },
  errors: [
    OPERATOR,
    { status: 412, code: 'UNIT_CHANGED_MEANWHILE', description: 'Somebody changed it after you saw it.' },
  ],
});

export const unitRoutes: readonly RouteContract[] = [
  listUnitsRoute,
  getUnitRoute,
  createUnitRoute,
  createUnitsRoute,
  changeUnitRoute,
];

export function viewUnit({ unitId, tower, floor, bedrooms, operatorId }: Unit) {
  return {
    id: unitId,
    floor,
    ...(tower !== undefined && { tower }),
    ...(bedrooms !== undefined && { bedrooms }),
    ...(operatorId !== undefined && { operatorId }),
  };
}
