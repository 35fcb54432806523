import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { problemOf, problemResponse } from './problem.ts';

type Frame = MiddlewareObj<
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Error,
  Context,
  { startedAt?: number }
>;

/** Common headers and one log line a request. Registered first, so that it sees the final answer. */
export function frame(deps: { readonly clock: Clock; readonly log: Log }): Frame {
  const finish: Frame['after'] = ({ event, response, internal }) => {
    if (!response) return;
    const { requestId } = event.requestContext;
    response.headers = { ...response.headers, 'x-request-id': requestId, 'cache-control': 'no-store' };
    const milliseconds = deps.clock.now().getTime() - (internal.startedAt ?? 0);
    deps.log.info('request', { requestId, routeKey: event.routeKey, status: response.statusCode ?? 200, milliseconds });
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = deps.clock.now().getTime();
    },
    after: finish,
    onError: finish,
  };
}

/** Turns whatever was thrown into a problem. */
export function problems(log: Log): Frame {
  return {
    onError: (request) => {
      const { requestId } = request.event.requestContext;
      const problem = problemOf(request.error, requestId);
      if (problem.status >= 500)
        log.error('request-failed', request.error, { requestId, routeKey: request.event.routeKey });
      request.response = problemResponse(problem);
    },
  };
}
