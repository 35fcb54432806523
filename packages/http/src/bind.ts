import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { Log } from '@bos/kernel/log';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { answerOf, type DeepReadonly } from './answer.ts';
import { authorisePrincipal } from './authorise.ts';
import { frame, problems } from './middleware.ts';
import type { Authenticator, Authoriser, Principal } from './principal.ts';
import { HttpError } from './problem.ts';
import { type ParsedRequest, parseRequest } from './request.ts';
import { type Access, type RouteContract, routeKey } from './route.ts';

/** What a handler receives: everything parsed and allowed. A public route has no principal. */
export interface HandlerRequest<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly principal: A extends 'public' ? undefined : Principal;
  /** The version that the caller saw. */
  readonly ifMatch?: number;
  readonly idempotencyKey?: string;
  readonly requestId: string;
}

/** What a handler returns. `etag` is the version of the answered item, `location` the path of a new one. */
export interface HandlerAnswer<R> {
  readonly body?: DeepReadonly<R>;
  readonly etag?: number;
  readonly location?: string;
}

/** A contract with the code that meets it. */
export interface BoundRoute {
  readonly contract: RouteContract;
  run(request: ParsedRequest, principal: Principal | undefined, requestId: string): Promise<HandlerAnswer<unknown>>;
}

/** Binds a handler to its contract. Errors are thrown as DomainError and become problems. */
export function implement<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(
  contract: RouteContract<P, Q, B, R, A>,
  handler: (request: HandlerRequest<P, Q, B, A>) => Promise<HandlerAnswer<z.output<R>>>,
): BoundRoute {
  return {
    contract,
    run: (request, principal, requestId) =>
      // The one place where the contract's types meet what was parsed by that same contract.
      handler({ ...request, principal, requestId } as HandlerRequest<P, Q, B, A>),
  };
}

export interface BindDeps {
  readonly authenticate: Authenticator;
  readonly authorise: Authoriser;
  readonly log: Log;
  readonly clock: Clock;
  /** Checks every answer against its contract; for tests. A breach is a 500. */
  readonly checkResponses?: boolean;
}

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Before the function's own time-out: enough to answer and to log. */
const TIMEOUT_EARLY_MILLISECONDS = 50;

/**
 * One Lambda handler for these routes. Each request goes: who (401) → member of the building (404) → permission
 * (403) → parse (400, 415, 428) → handler → answer. Every failure is a problem; unexpected ones are logged.
 * Throws TypeError when two routes have one key.
 */
export function bindRoutes(bound: readonly BoundRoute[], deps: BindDeps): ApiHandler {
  const routes = new Map(bound.map((route) => [routeKey(route.contract), route]));
  if (routes.size !== bound.length) throw new TypeError('Two routes have the same method and path.');

  const dispatch = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const route = routes.get(event.routeKey);
    if (!route) throw new HttpError(404, 'ROUTE_NOT_FOUND', `No route ${event.routeKey}.`);
    const principal = await authorisePrincipal(route.contract, event, deps);
    const request = parseRequest(route.contract, event);
    const answer = await route.run(request, principal, event.requestContext.requestId);
    return answerOf(route.contract, answer, deps.checkResponses ?? false);
  };

  const timeoutEarlyResponse = (): never => {
    throw new DomainError('unavailable', 'TIMED_OUT', 'The request took too long; its outcome is unknown.');
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: TIMEOUT_EARLY_MILLISECONDS,
    timeoutEarlyResponse,
  })
    .use(frame(deps))
    .use(problems(deps.log))
    .handler(dispatch);
}
