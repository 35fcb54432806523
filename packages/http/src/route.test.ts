import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import {
  type BodyOf,
  defineRoute,
  type ParamsOf,
  pathParameters,
  type ResponseOf,
  type RouteContract,
  routeKey,
} from './route.ts';

const params = z.object({ buildingId: z.string() });
const valid = {
  operationId: 'openTicket',
  method: 'POST',
  path: '/v1/buildings/{buildingId}/tickets',
  summary: 'Open a ticket',
  tag: 'Tickets',
  permission: 'tickets:open',
  response: { status: 201, description: 'Opened.' },
} as const;

describe('defineRoute', () => {
  test('keeps the types of parameters, body and answer', () => {
    const route = defineRoute({
      ...valid,
      params,
      body: z.object({ title: z.string(), urgent: z.boolean().default(false) }),
      response: { status: 201, description: 'Opened.', schema: z.object({ id: z.string() }) },
    });
    expectTypeOf<ParamsOf<typeof route>>().toEqualTypeOf<{ buildingId: string }>();
    expectTypeOf<BodyOf<typeof route>>().toEqualTypeOf<{ title: string; urgent: boolean }>();
    expectTypeOf<ResponseOf<typeof route>>().toEqualTypeOf<{ id: string }>();
    const list: readonly RouteContract[] = [route];
    expect(list.map(routeKey)).toEqual(['POST /v1/buildings/{buildingId}/tickets']);
  });

  test('refuses a path parameter without a schema, and a schema without a path parameter', () => {
    expect(() => defineRoute(valid)).toThrow('Route openTicket: the path names {buildingId}, params {}');
    expect(() => defineRoute({ ...valid, params: params.extend({ ticketId: z.string() }) })).toThrow(
      'params {buildingId,ticketId}',
    );
  });

  test('refuses a body on GET and a body in a 204', () => {
    expect(() => defineRoute({ ...valid, params, method: 'GET', body: z.object({}) })).toThrow('a GET has no body');
    const response = { status: 204, description: 'Gone.', schema: z.object({}) } as const;
    expect(() => defineRoute({ ...valid, params, response })).toThrow('a 204 has no body');
  });

  test('refuses a path that is not absolute', () => {
    expect(() => defineRoute({ ...valid, path: 'v1/health' })).toThrow('does not start with "/"');
  });
});

test('pathParameters names the parameters in order', () => {
  expect(pathParameters('/v1/buildings/{buildingId}/units/{unitId}')).toEqual(['buildingId', 'unitId']);
});
