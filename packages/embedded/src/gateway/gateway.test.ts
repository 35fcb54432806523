import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { systemClock } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { systemTimers } from '@bos/kernel/timers';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterEach, describe, expect, test } from 'vitest';
import type { GatewayRoute } from './function-route.ts';
import { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';

const at = new Date('2026-11-22T05:53:56.000Z');
let gateway: Gateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

type TestHandler = (event: APIGatewayProxyEventV2, context: Context) => unknown;

function route(
  routeKey: string,
  handler: TestHandler,
  options: { public?: boolean; seconds?: number } = {},
): GatewayRoute {
  return {
    routeKey,
    public: options.public ?? true,
    target: {
      definition: {
        name: 'api-test',
        trigger: { kind: 'http', routes: [] },
        timeoutSeconds: options.seconds ?? 5,
        memoryMegabytes: 256,
      },
      handler,
    },
  };
}

async function start(routes: readonly GatewayRoute[], options: Partial<GatewayOptions> = {}): Promise<string> {
  let next = 0;
  gateway = await startGateway({
    port: 0,
    routes,
    verifyToken: async (token) => (token === 'good' ? { sub: 'maria', iat: 7, groups: ['a', 'b'] } : undefined),
    log: silentLog,
    clock: { now: () => at },
    timers: systemTimers,
    ids: { next: () => `id-${++next}` },
    ...options,
  });
  return gateway.url;
}

const echo: TestHandler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });

describe('an event', () => {
  test('is that of payload format 2.0', async () => {
    const url = await start([route('POST /v1/buildings/{buildingId}/tickets', echo)]);
    const answer = await fetch(`${url}/v1/buildings/torre%20a/tickets?tag=x&tag=y&q=a%20b`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-Custom': 'One', cookie: 'a=1; b=2', 'user-agent': 'tester' },
      body: '{"título":1}',
    });
    const event = await answer.json();
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /v1/buildings/{buildingId}/tickets',
      rawPath: '/v1/buildings/torre a/tickets',
      rawQueryString: 'tag=x&tag=y&q=a%20b',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { tag: 'x,y', q: 'a b' },
      pathParameters: { buildingId: 'torre a' },
      body: '{"título":1}',
      isBase64Encoded: false,
      headers: {
        'x-custom': 'One',
        'content-length': '13',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
      },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1',
        http: {
          method: 'POST',
          path: '/v1/buildings/torre a/tickets',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'tester',
        },
        requestId: 'id-1',
        stage: '$default',
        time: '22/Nov/2026:05:53:56 +0000',
        timeEpoch: at.getTime(),
      },
    });
    expect(event.headers.cookie).toBeUndefined();
    expect(event.requestContext.authorizer).toBeUndefined();
    expect(answer.headers.get('apigw-requestid')).toBe('id-1');
  });

  test('joins a header that comes twice by a comma', async () => {
    const url = await start([route('GET /', echo)]);
    const event = await new Promise<string>((resolve) => {
      httpRequest(url, { headers: { 'x-twice': ['a', 'b'] } }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      }).end();
    });
    expect(JSON.parse(event).headers['x-twice']).toBe('a,b');
  });

  test('lacks what the request lacks', async () => {
    const url = await start([route('GET /plain', echo)]);
    const event = await (await fetch(`${url}/plain`)).json();
    expect(Object.keys(event).sort()).toEqual(
      ['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext', 'routeKey', 'version'].sort(),
    );
  });

  test.each([
    ['application/octet-stream', Buffer.from([0xff, 0xfe])],
    ['application/x-www-form-urlencoded', Buffer.from('a=1')],
    ['application/json', Buffer.from([0x22, 0xff, 0x22])],
  ])('has the body of a %s that is no text in base64', async (type, body) => {
    const url = await start([route('POST /', echo)]);
    const event = await (await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })).json();
    expect(event).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });

  test('names the function and its time in the context', async () => {
    const url = await start([
      route('GET /', (_event, context) => ({
        id: context.awsRequestId,
        name: context.functionName,
        left: context.getRemainingTimeInMillis(),
      })),
    ]);
    expect(await (await fetch(url)).json()).toEqual({ id: 'id-1', name: 'api-test', left: 5000 });
  });
});

describe('a route that is not public', () => {
  test('needs a genuine token', async () => {
    const url = await start([route('GET /mine', echo, { public: false })]);
    for (const headers of [{}, { authorization: 'Bearer bad' }, { authorization: 'Basic good' }]) {
      const answer = await fetch(`${url}/mine`, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ message: 'Unauthorized' });
    }
  });

  test('passes the claims on as text', async () => {
    const url = await start([route('GET /mine', echo, { public: false })]);
    const event = await (await fetch(`${url}/mine`, { headers: { authorization: 'Bearer good' } })).json();
    expect(event.requestContext.authorizer.jwt.claims).toEqual({ sub: 'maria', iat: '7', groups: '[a b]' });
  });

  test('answers 401 also when the token cannot be checked', async () => {
    const url = await start([route('GET /mine', echo, { public: false })], {
      verifyToken: async () => {
        throw new Error('no keys');
      },
    });
    expect((await fetch(`${url}/mine`, { headers: { authorization: 'Bearer good' } })).status).toBe(401);
  });
});

describe('what goes wrong is answered as API Gateway does:', () => {
  const failures = [
    route('GET /throws', () => {
      throw new Error('secret detail');
    }),
    route('GET /malformed', () => ({ statusCode: 200, body: 7 })),
    route('GET /large', () => ({ statusCode: 200, body: 'x'.repeat(7_000_000) })),
    route('GET /slow', () => new Promise(() => {}), { seconds: 0.02 }),
    route('GET /header', () => ({ statusCode: 200, headers: { a: 'b\nc' } })),
  ];

  test.each([
    ['/throws', 500, 'Internal Server Error'],
    ['/malformed', 500, 'Internal Server Error'],
    ['/large', 500, 'Internal Server Error'],
    ['/header', 500, 'Internal Server Error'],
    ['/slow', 503, 'Service Unavailable'],
    ['/nowhere', 404, 'Not Found'],
    ['/%E0%A4%A', 400, 'Bad Request'],
  ])('%s → %i', async (path, status, text) => {
    const url = await start(failures);
    const answer = await fetch(url + path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message: text });
  });

  test('a body of more than 10 MB, announced or not → 413', async () => {
    const url = await start([route('POST /', echo)]);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    const announced = await fetch(url, { method: 'POST', body });
    expect(announced.status).toBe(413);
    const streamed = { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' };
    const chunked = await fetch(url, streamed);
    expect(chunked.status).toBe(413);
  });

  test('a body that Lambda would refuse (6 MB) → 413', async () => {
    const url = await start([route('POST /', () => ({}))]);
    const headers = { 'content-type': 'text/plain' };
    expect((await fetch(url, { method: 'POST', headers, body: 'x'.repeat(6_400_000) })).status).toBe(413);
    expect((await fetch(url, { method: 'POST', headers, body: 'x'.repeat(5_000_000) })).status).toBe(200);
  });
});

describe('the gateway', () => {
  test('answers health itself, and 503 when something is not well', async () => {
    const healthy = await start([], { health: async () => ({ version: '1' }) });
    expect(await (await fetch(`${healthy}/health`)).json()).toEqual({ status: 'ok', version: '1' });
    await gateway?.close();
    const ill = await start([], {
      health: async () => {
        throw new Error('down');
      },
    });
    expect((await fetch(`${ill}/health`)).status).toBe(503);
  });

  test('answers HEAD without a body, of routes that have it and of pages', async () => {
    const url = await start([route('HEAD /a', () => ({ statusCode: 200, body: 'four' }))], {
      extra: async () => new Response('page'),
    });
    for (const path of ['/a', '/health', '/page']) {
      const answer = await fetch(url + path, { method: 'HEAD' });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
  });

  test('does not serve TRACE, for which the web’s standard has no request', async () => {
    const { hostname, port } = new URL(await start([], { extra: async () => new Response('page') }));
    const status = await new Promise((resolve) => {
      httpRequest({ hostname, port, method: 'TRACE', path: '/a' }, ({ statusCode }) => resolve(statusCode)).end();
    });
    expect(status).toBe(404);
  });

  test('asks for pages only where no route matches', async () => {
    const url = await start([route('GET /v1/a', () => 'route')], {
      extra: async (request) => {
        const { pathname, searchParams } = new URL(request.url);
        if (pathname !== '/console') return undefined;
        return new Response(`${request.method} ${searchParams.get('q')} ${await request.text()}`, {
          status: 202,
          headers: { 'x-page': '1' },
        });
      },
    });
    expect(await (await fetch(`${url}/v1/a`)).text()).toBe('route');
    const page = await fetch(`${url}/console?q=1`, { method: 'POST', body: 'hi' });
    expect([page.status, page.headers.get('x-page'), await page.text()]).toEqual([202, '1', 'POST 1 hi']);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  test('answers a preflight itself, and names the origin on answers', async () => {
    const cors = {
      allowOrigins: ['https://console.example'],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['authorization'],
      exposeHeaders: ['etag'],
      maxAgeSeconds: 600,
    };
    const url = await start([route('GET /', () => ({}))], { cors });
    const preflight = (origin: string): Promise<Response> =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
    const allowed = await preflight('https://console.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://console.example');
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await fetch(url, { headers: { origin: 'https://console.example' } });
    expect(answer.headers.get('access-control-expose-headers')).toBe('etag');
  });

  test('lets requests in hand finish when it closes, and ends pages without end', async () => {
    let release: (() => void) | undefined;
    let entered: (() => void) | undefined;
    const inHand = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const url = await start(
      [
        route('GET /slow', async () => {
          await new Promise<void>((resolve) => {
            release = resolve;
            entered?.();
          });
          return 'done';
        }),
      ],
      { extra: async () => new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([104, 105])) })) },
    );
    const page = await fetch(`${url}/events`);
    const slow = fetch(`${url}/slow`);
    await inHand;
    const closed = gateway?.close();
    release?.();
    const answer = await slow;
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['done', 'close']);
    await expect(fetch(url)).rejects.toThrow();
    await closed;
    expect(await page.text()).toBe('hi');
  });

  test('survives a client that leaves in the middle of its body', async () => {
    const url = new URL(await start([route('POST /', echo), route('GET /', () => 'here')]));
    await new Promise<void>((resolve) => {
      const socket = connect(Number(url.port), '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf', () => socket.destroy());
      });
      socket.once('close', () => resolve());
    });
    expect(await (await fetch(url)).text()).toBe('here');
  });

  test('refuses a port that is taken', async () => {
    const url = new URL(await start([]));
    const second = startGateway({
      port: Number(url.port),
      routes: [],
      verifyToken: async () => undefined,
      log: silentLog,
      clock: systemClock,
      timers: systemTimers,
      ids: { next: () => 'x' },
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
