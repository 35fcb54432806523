import type { IncomingMessage } from 'node:http';
import type { Log } from '@bos/kernel/log';
import type { DeployedFunction } from '../runtime/deployed-function.ts';
import { FunctionTimeoutError, type InvokeDeps, invoke } from '../runtime/invoke.ts';
import { type Answer, answerOf, message } from './answer.ts';
import { bearerToken, type Claims, claimsOf } from './claims.ts';
import { gatewayEvent } from './event.ts';
import { readBody } from './request-body.ts';
import type { Match } from './route-table.ts';
import type { RequestTarget } from './target.ts';

export interface GatewayRoute {
  readonly routeKey: string;
  /** Called without a token. */
  readonly public: boolean;
  readonly target: DeployedFunction;
}

export interface FunctionRouteDeps extends InvokeDeps {
  /** The claims of a genuine token; undefined, or a rejection, for any other. */
  readonly verifyToken: (token: string) => Promise<object | undefined>;
  readonly log: Log;
}

/** API Gateway waits no longer for a function, whatever the function's own time-out. */
export const LONGEST_SECONDS = 30;
/** What fits into Lambda's 6 MB beside the rest of the event. */
const LARGEST_EVENT_BODY = 6 * 1024 * 1024 - 64 * 1024;

const UNAUTHORIZED = message(401, 'Unauthorized', ['www-authenticate', 'Bearer']);
const FAILED = message(500, 'Internal Server Error');
const TIMED_OUT = message(503, 'Service Unavailable');
export const TOO_LARGE = message(413, 'Request Entity Too Large');

/** Authorises a request, hands it to its function and reads the result. Throws BodyTooLargeError. */
export async function answerByFunction(
  request: IncomingMessage,
  target: RequestTarget,
  { route, parameters }: Match<GatewayRoute>,
  requestId: string,
  deps: FunctionRouteDeps,
): Promise<Answer> {
  const claims = route.public ? undefined : await verified(request, deps);
  if (claims === undefined && !route.public) return UNAUTHORIZED;
  const { routeKey } = route;
  const body = await readBody(request);
  const event = gatewayEvent({ request, target, body, routeKey, parameters, claims, requestId, at: deps.clock.now() });
  if ((event.body?.length ?? 0) > LARGEST_EVENT_BODY) return TOO_LARGE;
  const { name, timeoutSeconds } = route.target.definition;
  try {
    const limits = { requestId, timeoutSeconds: Math.min(LONGEST_SECONDS, timeoutSeconds) };
    return answerOf(await invoke(route.target, event, deps, limits));
  } catch (error) {
    deps.log.error('gateway.function-failed', error, { function: name, routeKey, requestId });
    return error instanceof FunctionTimeoutError ? TIMED_OUT : FAILED;
  }
}

async function verified(request: IncomingMessage, { verifyToken }: FunctionRouteDeps): Promise<Claims | undefined> {
  const token = bearerToken(request.headers.authorization);
  const payload = token && (await verifyToken(token).catch(() => undefined));
  return payload ? claimsOf(payload) : undefined;
}
