import { listOf, listQuery } from '@bos/http/list';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { dateSchema, dayArrivalSchema, dayDepartureSchema, dayParcelSchema, dayVisitorSchema } from './day-list.ts';

const day = z.object({ buildingId: z.string(), date: dateSchema.describe('In the building’s time zone.') });
const common = { method: 'GET', tag: 'Today', permission: 'days:read', params: day, query: listQuery } as const;
const path = '/v1/buildings/{buildingId}/days/{date}';
const id = { id: z.string() };

export const listArrivalsRoute = defineRoute({
  ...common,
  operationId: 'listArrivals',
  path: `${path}/arrivals`,
  summary: 'Who arrives on a day',
  response: {
    status: 200,
    description: 'Arrivals; the id is the reservation’s.',
    schema: listOf(z.object({ ...id, ...without(dayArrivalSchema.shape, 'reservationId') })),
  },
});

export const listDeparturesRoute = defineRoute({
  ...common,
  operationId: 'listDepartures',
  path: `${path}/departures`,
  summary: 'Who departs on a day',
  response: {
    status: 200,
    description: 'Departures; the id is the reservation’s.',
    schema: listOf(z.object({ ...id, ...without(dayDepartureSchema.shape, 'reservationId') })),
  },
});

export const listDayVisitorsRoute = defineRoute({
  ...common,
  operationId: 'listDayVisitors',
  path: `${path}/visitors`,
  summary: 'Who visits on a day',
  response: {
    status: 200,
    description: 'Visitors, with the hours in which they may come.',
    schema: listOf(z.object({ ...id, ...without(dayVisitorSchema.shape, 'visitorId') })),
  },
});

export const listDayParcelsRoute = defineRoute({
  ...common,
  operationId: 'listDayParcels',
  path: `${path}/parcels`,
  summary: 'Parcels that came on a day',
  response: {
    status: 200,
    description: 'Parcels, collected ones too.',
    schema: listOf(z.object({ ...id, ...without(dayParcelSchema.shape, 'parcelId') })),
  },
});

export const dayRoutes: readonly RouteContract[] = [
  listArrivalsRoute,
  listDeparturesRoute,
  listDayVisitorsRoute,
  listDayParcelsRoute,
];

type Keys = 'buildingId' | 'date';

/** The fields of a line that are not said by its address or its id. */
function without<S extends Record<Keys, unknown>, K extends keyof S>(shape: S, name: K): Omit<S, Keys | K> {
  const { buildingId: _building, date: _date, [name]: _id, ...rest } = shape;
  return rest;
}
