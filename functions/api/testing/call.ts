import type { ApiHandler } from '@bos/http/bind';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';

/** A request as a client makes it. `as` is the subject of its token; without one it carries no token. */
export interface ApiCall {
  /** `GET /v1/buildings/{buildingId}` */
  readonly routeKey: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: string;
  readonly issuedAt?: Date;
  readonly requestId?: string;
}

const CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'api',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** The event of such a request. */
export function eventOf({
  routeKey,
  params,
  query,
  body,
  headers,
  as,
  issuedAt,
  requestId,
}: ApiCall): APIGatewayProxyEventV2 {
  const iat = Math.floor((issuedAt ?? new Date('2026-11-22T12:00:00Z')).getTime() / 1000);
  const claims = { sub: as ?? '', iss: 'http://issuer', iat };
  const requestContext = {
    accountId: 'local',
    apiId: 'local',
    domainName: 'localhost',
    domainPrefix: 'localhost',
    http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId: requestId ?? 'request',
    routeKey,
    stage: '$default',
    time: '22/Nov/2026:12:00:00 +0000',
    timeEpoch: 0,
    ...(as !== undefined && { authorizer: { jwt: { claims, scopes: [] } } }),
  };
  return {
    version: '2.0',
    routeKey,
    rawPath: '/',
    rawQueryString: '',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    requestContext,
    isBase64Encoded: false,
    ...(params && { pathParameters: { ...params } }),
    ...(query && { queryStringParameters: { ...query } }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** The fields that tests take out of answers; what else is in them they compare. */
const bodySchema = z.looseObject({
  id: z.string().optional(),
  items: z.array(z.looseObject({ id: z.string() })).optional(),
  next: z.string().nullable().optional(),
});

export interface ApiAnswer {
  readonly status: number | undefined;
  readonly headers: NonNullable<APIGatewayProxyStructuredResultV2['headers']>;
  readonly body: z.infer<typeof bodySchema>;
}

export async function callApi(handler: ApiHandler, call: ApiCall): Promise<ApiAnswer> {
  const { statusCode, headers = {}, body } = await handler(eventOf(call), CONTEXT);
  return { status: statusCode, headers, body: bodySchema.parse(JSON.parse(body ?? '{}')) };
}
