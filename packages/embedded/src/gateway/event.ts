import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { LOCAL_ACCOUNT } from '../runtime/lambda-context.ts';
import type { Claims } from './claims.ts';
import { logTime } from './log-time.ts';
import { eventBody } from './request-body.ts';
import { addForwarding, readHeaders } from './request-headers.ts';
import { queryParameters, type RequestTarget } from './target.ts';

const API_ID = 'local';

export interface EventParts {
  readonly request: IncomingMessage;
  readonly target: RequestTarget;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly parameters: Record<string, string> | undefined;
  readonly claims: Claims | undefined;
  readonly requestId: string;
  readonly at: Date;
}

/** The event of API Gateway's HTTP API, payload format 2.0. Fields without content are absent, as there. */
export function gatewayEvent(parts: EventParts): APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer {
  const { request, target, body, routeKey, parameters, claims, requestId, at } = parts;
  const { headers, cookies } = readHeaders(request.rawHeaders);
  const sourceIp = addressOf(request);
  addForwarding(headers, sourceIp, request.socket.localPort ?? 0);
  const query = queryParameters(target.rawQueryString);
  const domainName = (headers.host ?? 'localhost').replace(/:\d+$/, '');
  return {
    version: '2.0',
    routeKey,
    rawPath: target.path,
    rawQueryString: target.rawQueryString,
    ...(cookies !== undefined && { cookies }),
    headers,
    ...(query !== undefined && { queryStringParameters: query }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: API_ID,
      ...(claims !== undefined && {
        authorizer: { jwt: { claims, scopes: [] }, principalId: '', integrationLatency: 0 },
      }),
      domainName,
      domainPrefix: domainName.split('.', 1)[0] ?? '',
      http: {
        method: request.method ?? 'GET',
        path: target.path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: logTime(at),
      timeEpoch: at.getTime(),
    },
    ...(parameters !== undefined && { pathParameters: parameters }),
    ...(body.length > 0 ? eventBody(body, headers['content-type']) : { isBase64Encoded: false }),
  };
}

/** Without the prefix of an IPv4 address on an IPv6 socket. */
function addressOf(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
