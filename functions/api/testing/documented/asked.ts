import { type RouteContract, routeKey } from '@bos/http/route';
import { ROUTES } from '../../openapi.ts';
import type { ApiCall } from '../call.ts';

const MANAGER = 'ana';
const BUILDING = 'demo';

/** What a call is made with, beside its operation. */
export interface Asked {
  /** The subject of the token: the manager when not given. Public operations are called without one. */
  readonly as?: string;
  /** `buildingId` is the demo building when not given. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** For calls that only prepare: what is documented sends the example of its route. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The version for `If-Match`. */
  readonly version?: number;
}

const BY_ID = new Map(ROUTES.map((route) => [route.operationId, route]));

/** Throws for an operation that there is not. */
export function routeOf(operationId: string): RouteContract {
  const route = BY_ID.get(operationId);
  if (route === undefined) throw new Error(`there is no operation ${operationId}`);
  return route;
}

/** The call of that route, with the body of its example unless another is given. */
export function callOf(route: RouteContract, { as = MANAGER, params, query, body, headers, version }: Asked): ApiCall {
  const given = route.path.includes('{buildingId}') ? { buildingId: BUILDING, ...params } : params;
  const sent = body ?? route.examples?.body;
  return {
    routeKey: routeKey(route),
    ...(route.permission !== 'public' && { as }),
    ...(given !== undefined && { params: given }),
    ...(query !== undefined && { query }),
    ...(sent !== undefined && { body: sent }),
    headers: { ...headers, ...(version !== undefined && { 'if-match': `"${version}"` }) },
  };
}
