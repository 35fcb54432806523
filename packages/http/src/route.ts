import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** `resource:action`, such as `tickets:read`. */
export type Permission = `${string}:${string}`;

/**
 * Who may call: holders of a permission; anybody who has signed in (on a building's path: its members); everybody.
 */
export type Access = Permission | 'signed-in' | 'public';

/** What a successful answer looks like. Without a schema the answer has no body. */
export interface RouteResponse<R extends z.ZodType = z.ZodType> {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
  readonly schema?: R;
}

/** A failure of this route alone; those that every route shares are documented by themselves. */
export interface RouteError {
  readonly status: number;
  readonly code: string;
  readonly description: string;
}

type NoFields = z.ZodObject<Record<never, never>>;

/**
 * One operation of the API. Everything that knows the API reads it from these: the gateway's routes, the parsing
 * and authorisation of requests, the OpenAPI document and the typed client.
 */
export interface RouteContract<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  A extends Access = Access,
> {
  readonly operationId: string;
  readonly method: Method;
  /** With `{name}` for each parameter: `/v1/buildings/{buildingId}/tickets`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly permission: A;
  readonly params?: P;
  /** Values arrive as text: numbers need `z.coerce`. Unknown ones are ignored. */
  readonly query?: Q;
  /** JSON. Unknown fields are refused at any depth. */
  readonly body?: B;
  readonly response: RouteResponse<R>;
  readonly errors?: readonly RouteError[];
  readonly examples?: { readonly body?: z.input<B> };
  /** Whether the caller names the version that it saw (`If-Match`). Undocumented when absent. */
  readonly ifMatch?: 'optional' | 'required';
  /** Whether the caller may, or must, make a repeat harmless (`Idempotency-Key`). Undocumented when absent. */
  readonly idempotencyKey?: 'optional' | 'required';
}

/** The parsed values of a route, for handlers and clients: `BodyOf<typeof openTicketRoute>`. */
export type ParamsOf<C extends RouteContract> = z.output<NonNullable<C['params']>>;
export type QueryOf<C extends RouteContract> = z.output<NonNullable<C['query']>>;
export type BodyOf<C extends RouteContract> = z.output<NonNullable<C['body']>>;
export type ResponseOf<C extends RouteContract> = z.output<NonNullable<C['response']['schema']>>;

/** The names in braces of a path, in order. */
export function pathParameters(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]+)\}/g), (match) => match[1] ?? '');
}

/**
 * Declares an operation. Throws TypeError when the parameters of the path and `params` differ, when a GET or
 * DELETE has a body, or when a 204 promises one: such a contract could never be met.
 */
export function defineRoute<
  P extends z.ZodObject = NoFields,
  Q extends z.ZodObject = NoFields,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
  const A extends Access = Access,
>(contract: RouteContract<P, Q, B, R, A>): RouteContract<P, Q, B, R, A> {
  const refuse = (why: string): never => {
    throw new TypeError(`Route ${contract.operationId}: ${why}`);
  };
  if (!contract.path.startsWith('/')) refuse(`the path ${contract.path} does not start with "/"`);
  const declared = Object.keys(contract.params?.shape ?? {}).sort();
  const named = pathParameters(contract.path).sort();
  if (declared.join() !== named.join()) refuse(`the path names {${named.join()}}, params {${declared.join()}}`);
  if (contract.body && (contract.method === 'GET' || contract.method === 'DELETE'))
    refuse(`a ${contract.method} has no body`);
  if (contract.response.status === 204 && contract.response.schema) refuse('a 204 has no body');
  return contract;
}

/** API Gateway's name of a route: `GET /v1/buildings/{buildingId}/tickets`. */
export function routeKey(route: Pick<RouteContract, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}
