import type { Clock } from '@bos/kernel/clock';
import { DomainError, isDomainError } from '@bos/kernel/errors';
import type { Log } from '@bos/kernel/log';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { answerOf, type DeepReadonly } from './answer.ts';
import { assertPermitted, buildingOfPath, identifyPrincipal } from './authorise.ts';
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

/** Somebody was known and had no right to what they asked for. */
export interface Refusal {
  readonly principal: Principal;
  readonly operationId: string;
  /** Of the problem that they were answered with. */
  readonly code: string;
  readonly requestId: string;
}

/** Limits what all the work for a request, the search for its caller included, may touch beneath it. */
export interface RequestScope {
  /** Of the building in the path, whether or not the caller turns out to be its member. */
  inBuilding<T>(buildingId: string, work: () => Promise<T>): Promise<T>;
  /** Of whatever buildings the caller belongs to. */
  asPerson<T>(userId: string, work: () => Promise<T>): Promise<T>;
  /** Of no building: it is not known yet who calls, and on public routes never will be. */
  inDirectory<T>(work: () => Promise<T>): Promise<T>;
}

export interface BindDeps {
  readonly authenticate: Authenticator;
  readonly authorise: Authoriser;
  readonly log: Log;
  readonly clock: Clock;
  /** Nothing is limited when not given. */
  readonly scope?: RequestScope;
  /** Told of every 403 before it is answered. Must not throw. */
  readonly refused?: (refusal: Refusal) => Promise<void>;
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
    const { contract } = route;
    const who = () => identifyPrincipal(contract, event, deps);
    const { scope } = deps;
    if (scope === undefined) return serve(route, event, await who());
    const buildingId = buildingOfPath(contract, event);
    if (buildingId !== undefined) return scope.inBuilding(buildingId, async () => serve(route, event, await who()));
    const principal = await scope.inDirectory(who);
    const served = () => serve(route, event, principal);
    return principal === undefined ? scope.inDirectory(served) : scope.asPerson(principal.userId, served);
  };

  const serve = async (route: BoundRoute, event: APIGatewayProxyEventV2, principal: Principal | undefined) => {
    const { contract } = route;
    const { requestId } = event.requestContext;
    try {
      assertPermitted(contract, principal, deps.authorise);
      const request = parseRequest(contract, event);
      const answer = await route.run(request, principal, requestId);
      return answerOf(contract, answer, deps.checkResponses ?? false);
    } catch (error) {
      if (principal && isDomainError(error) && error.kind === 'forbidden')
        await deps.refused?.({ principal, operationId: contract.operationId, code: error.code, requestId });
      throw error;
    }
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
