import { DomainError, notFound } from '@bos/kernel/errors';
import type { Log, LogFields } from '@bos/kernel/log';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type BoundRoute, bindRoutes, implement } from './bind.ts';
import type { Authenticator } from './principal.ts';
import { defineRoute } from './route.ts';

const ticket = z.object({ id: z.string(), title: z.string(), tags: z.array(z.string()) });
const building = z.object({ buildingId: z.string() });

const openTicket = defineRoute({
  operationId: 'openTicket',
  method: 'POST',
  path: '/v1/buildings/{buildingId}/tickets',
  summary: 'Open',
  tag: 'Tickets',
  permission: 'tickets:open',
  params: building,
  query: z.object({ dryRun: z.stringbool().default(false) }),
  body: z.object({ title: z.string().min(3), urgent: z.boolean().default(false) }),
  response: { status: 201, description: 'Opened.', schema: ticket },
});
const updateTicket = defineRoute({
  operationId: 'updateTicket',
  method: 'PATCH',
  path: '/v1/buildings/{buildingId}/tickets/{ticketId}',
  summary: 'Update',
  tag: 'Tickets',
  permission: 'tickets:update',
  params: building.extend({ ticketId: z.string() }),
  ifMatch: 'required',
  response: { status: 204, description: 'Updated.' },
});
const me = defineRoute({
  operationId: 'me',
  method: 'GET',
  path: '/v1/me',
  summary: 'Me',
  tag: 'People',
  permission: 'signed-in',
  response: { status: 200, description: 'You.', schema: z.object({ userId: z.string() }) },
});
const health = defineRoute({
  operationId: 'health',
  method: 'GET',
  path: '/health',
  summary: 'Health',
  tag: 'System',
  permission: 'public',
  response: { status: 200, description: 'Up.', schema: z.object({ up: z.boolean() }) },
});

/** ana manages `demo`; maria lives there; nobody else is anywhere. */
const authenticate: Authenticator = async ({ subject }, buildingId) => {
  if (subject !== 'ana' && subject !== 'maria') return undefined;
  if (buildingId === undefined) return { userId: subject, roles: [], unitIds: [] };
  if (buildingId !== 'demo') return undefined;
  return { userId: subject, buildingId, roles: [subject === 'ana' ? 'manager' : 'resident'], unitIds: [] };
};

interface Call {
  readonly key: string;
  readonly subject?: string | undefined;
  readonly buildingId?: string;
  readonly ticketId?: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly base64?: boolean;
  readonly headers?: Record<string, string>;
}

function eventOf(call: Call): APIGatewayProxyEventV2 {
  const subject = 'subject' in call ? call.subject : 'ana';
  const claims = { sub: subject, iss: 'http://issuer', iat: '1763800000', jti: 'j1' };
  const requestContext = {
    accountId: 'local',
    apiId: 'local',
    domainName: 'localhost',
    domainPrefix: 'localhost',
    http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    requestId: 'r1',
    routeKey: call.key,
    stage: '$default',
    time: '22/Nov/2026:05:00:00 +0000',
    timeEpoch: 0,
    ...(subject === undefined ? {} : { authorizer: { jwt: { claims, scopes: [] } } }),
  };
  return {
    version: '2.0',
    routeKey: call.key,
    rawPath: '/',
    rawQueryString: '',
    headers: { ...(call.body === undefined ? {} : { 'content-type': 'application/json' }), ...call.headers },
    pathParameters: { buildingId: call.buildingId ?? 'demo', ...(call.ticketId ? { ticketId: call.ticketId } : {}) },
    requestContext,
    isBase64Encoded: call.base64 ?? false,
    ...(call.query ? { queryStringParameters: call.query } : {}),
    ...(call.body === undefined ? {} : { body: call.body }),
  };
}

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'api',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '128',
  awsRequestId: 'a1',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

interface Line {
  readonly event: string;
  readonly fields: LogFields | undefined;
}

function harness(routes: readonly BoundRoute[], remaining = 10_000) {
  const lines: Line[] = [];
  const log: Log = {
    info: (event, fields) => lines.push({ event, fields }),
    warn: (event, fields) => lines.push({ event, fields }),
    error: (event, _error, fields) => lines.push({ event, fields }),
  };
  const handler = bindRoutes(routes, {
    authenticate,
    authorise: (roles, permission) =>
      roles.includes('manager') || (roles.includes('resident') && permission === 'tickets:open'),
    log,
    clock: { now: () => new Date(0) },
    checkResponses: true,
  });
  const call = async (request: Call) => {
    const result = await handler(eventOf(request), { ...context, getRemainingTimeInMillis: () => remaining });
    const body: unknown = result.body === undefined ? undefined : JSON.parse(result.body);
    return { status: result.statusCode, headers: result.headers, body };
  };
  return { call, lines };
}

const echo = implement(openTicket, async ({ body, principal, params }) => ({
  body: { id: `${params.buildingId}-1`, title: body.title, tags: [principal.userId, String(body.urgent)] },
  etag: 7,
  location: '/v1/buildings/demo/tickets/1',
}));
const POST = 'POST /v1/buildings/{buildingId}/tickets';
const PATCH = 'PATCH /v1/buildings/{buildingId}/tickets/{ticketId}';
const open = { key: POST, body: '{"title":"Leak"}' };

describe('a request that is right', () => {
  test('reaches its handler parsed, and answers with version, location and request id', async () => {
    expect(await harness([echo]).call(open)).toEqual({
      status: 201,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': 'r1',
        etag: '"7"',
        location: '/v1/buildings/demo/tickets/1',
      },
      body: { id: 'demo-1', title: 'Leak', tags: ['ana', 'false'] },
    });
  });

  test('may have a base64 body with a charset', async () => {
    const body = Buffer.from('{"title":"Água"}').toString('base64');
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const answer = await harness([echo]).call({ key: POST, body, base64: true, headers });
    expect(answer.body).toMatchObject({ title: 'Água' });
  });

  test('leaves one log line without content', async () => {
    const { call, lines } = harness([echo]);
    await call(open);
    const fields = { requestId: 'r1', routeKey: POST, status: 201, milliseconds: 0 };
    expect(lines).toEqual([{ event: 'request', fields }]);
  });

  test('needs no sign-in on a public route, and no building on a personal one', async () => {
    const { call } = harness([
      implement(health, async ({ principal }) => ({ body: { up: principal === undefined } })),
      implement(me, async ({ principal }) => ({ body: { userId: principal.userId } })),
    ]);
    expect(await call({ key: 'GET /health', subject: undefined })).toMatchObject({ status: 200, body: { up: true } });
    expect(await call({ key: 'GET /v1/me' })).toMatchObject({ status: 200, body: { userId: 'ana' } });
  });

  test('answers 204 without body or content type', async () => {
    const seen: unknown[] = [];
    const update = implement(updateTicket, async ({ ifMatch }) => {
      seen.push(ifMatch);
      return { etag: 8 };
    });
    const { call } = harness([update]);
    for (const tag of ['"7"', 'W/"7"'])
      expect(await call({ key: PATCH, ticketId: 't', headers: { 'if-match': tag } })).toEqual({
        status: 204,
        headers: { etag: '"8"', 'cache-control': 'no-store', 'x-request-id': 'r1' },
        body: undefined,
      });
    expect(seen).toEqual([7, 7]);
  });
});

describe('who may', () => {
  test('401 without claims, with unusable claims, and for a person nobody knows', async () => {
    const { call } = harness([echo, implement(me, async () => ({ body: { userId: 'x' } }))]);
    for (const request of [
      { ...open, subject: undefined },
      { ...open, subject: '' },
      { key: 'GET /v1/me', subject: 'stranger' },
    ])
      expect(await call(request)).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/problem+json' },
        body: { code: 'UNAUTHENTICATED' },
      });
  });

  test('another building, a missing one, a malformed one and a stranger all answer 404', async () => {
    const { call } = harness([echo]);
    for (const buildingId of ['other', 'demo#USER', '', 'a'.repeat(65)])
      expect(await call({ ...open, buildingId })).toMatchObject({ status: 404, body: { code: 'BUILDING_NOT_FOUND' } });
    expect(await call({ ...open, subject: 'stranger' })).toMatchObject({ status: 404 });
  });

  test('403 names the permission, before the input is looked at', async () => {
    const { call } = harness([implement(updateTicket, async () => ({}))]);
    const answer = await call({ key: PATCH, subject: 'maria', headers: { 'if-match': 'nonsense' } });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN', detail: 'This needs the permission tickets:update.' },
    });
  });

  test('the time of issue reaches the authenticator', async () => {
    const seen: unknown[] = [];
    const handler = bindRoutes([echo], {
      authenticate: async (claims) => {
        seen.push(claims);
        throw new DomainError('unauthenticated', 'TOKEN_REVOKED', 'Signed out.');
      },
      authorise: () => true,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      clock: { now: () => new Date(0) },
    });
    expect((await handler(eventOf(open), context)).statusCode).toBe(401);
    expect(seen).toEqual([
      { subject: 'ana', issuer: 'http://issuer', issuedAt: new Date(1763800000_000), tokenId: 'j1' },
    ]);
  });
});

describe('input', () => {
  const refused = async (request: Partial<Call>) => {
    const { body, status } = await harness([echo]).call({ ...open, ...request });
    return { status, ...z.object({ code: z.string(), errors: z.array(z.unknown()).optional() }).parse(body) };
  };

  test('400 lists every broken rule of query and body at once', async () => {
    const answer = await refused({ body: '{"title":"x","urgent":"yes"}', query: { dryRun: 'maybe' } });
    expect(answer).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
      errors: [{ field: 'dryRun' }, { field: 'title' }, { field: 'urgent' }],
    });
  });

  test('400 names unknown fields of the body', async () => {
    expect(await refused({ body: '{"title":"Leak","status":"closed"}' })).toMatchObject({
      status: 400,
      errors: [{ field: 'status', rule: 'is not a known field' }],
    });
  });

  test.each(['', '{', 'null', '[]', '"x"'])('400 for the body %s', async (body) => {
    expect(await refused({ body })).toMatchObject({ status: 400, errors: [{ field: 'body' }] });
  });

  test.each(['text/plain', 'application/jsonp', ''])('415 for a body of type "%s"', async (type) => {
    expect(await refused({ headers: { 'content-type': type } })).toMatchObject({ status: 415 });
  });

  test.each(['7', '"x"', '*', '"7", "8"', '""'])('400 for If-Match: %s', async (tag) => {
    const { call } = harness([implement(updateTicket, async () => ({}))]);
    const answer = await call({ key: PATCH, ticketId: 't', headers: { 'if-match': tag } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'If-Match' }] } });
  });

  test('428 when a required version is missing', async () => {
    const { call } = harness([implement(updateTicket, async () => ({}))]);
    expect(await call({ key: PATCH, ticketId: 't' })).toMatchObject({
      status: 428,
      body: { code: 'IF_MATCH_REQUIRED' },
    });
  });

  test('passes the idempotency key on, and refuses one that is blank or too long', async () => {
    const keys: unknown[] = [];
    const noting = implement(openTicket, async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return { body: { id: '1', title: 'x', tags: [] } };
    });
    const { call } = harness([noting]);
    await call({ ...open, headers: { 'idempotency-key': 'k-1' } });
    await call(open);
    expect(keys).toEqual(['k-1', undefined]);
    for (const key of ['', 'a b', 'k'.repeat(256)])
      expect(await call({ ...open, headers: { 'idempotency-key': key } })).toMatchObject({ status: 400 });
  });
});

describe('failures', () => {
  test('a domain error becomes its problem', async () => {
    const { call, lines } = harness([
      implement(openTicket, async () => {
        throw notFound('unit', '9');
      }),
    ]);
    expect(await call(open)).toMatchObject({ status: 404, body: { code: 'UNIT_NOT_FOUND', requestId: 'r1' } });
    expect(lines.map(({ event }) => event)).toEqual(['request']);
  });

  test('anything else is a logged 500 that says nothing', async () => {
    const { call, lines } = harness([
      implement(openTicket, async () => {
        throw new TypeError('secret');
      }),
    ]);
    const answer = await call(open);
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(lines.map(({ event }) => event)).toEqual(['request-failed', 'request']);
  });

  test('a handler that takes too long answers 503 before the function is stopped', async () => {
    const never = implement(openTicket, () => new Promise(() => {}));
    expect(await harness([never], 51).call(open)).toMatchObject({ status: 503, body: { code: 'TIMED_OUT' } });
  });

  test('an unknown route is a 404', async () => {
    expect(await harness([echo]).call({ key: '$default' })).toMatchObject({
      status: 404,
      body: { code: 'ROUTE_NOT_FOUND' },
    });
  });

  test('two routes with one key are refused at start', () => {
    expect(() => harness([echo, echo])).toThrow('Two routes have the same method and path.');
  });

  test('in tests, an answer with an undocumented field is a failure', async () => {
    const leaking = { id: '1', title: 'x', tags: [], passwordHash: 'y' };
    const { call } = harness([implement(openTicket, async () => ({ body: leaking }))]);
    expect(await call(open)).toMatchObject({ status: 500 });
  });
});
