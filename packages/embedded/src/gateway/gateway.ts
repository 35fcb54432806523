import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pause } from '../runtime/pause.ts';
import { type Answer, message } from './answer.ts';
import { type CorsSettings, createCors } from './cors.ts';
import {
  answerByFunction,
  type FunctionRouteDeps,
  type GatewayRoute,
  LONGEST_SECONDS,
  TOO_LARGE,
} from './function-route.ts';
import { sendPage, webRequest } from './page.ts';
import { BodyTooLargeError, readBody } from './request-body.ts';
import { createRouteTable } from './route-table.ts';
import { readTarget } from './target.ts';

export interface GatewayOptions extends FunctionRouteDeps {
  /** 127.0.0.1 unless told. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly routes: readonly GatewayRoute[];
  /** Without it, no page of another origin may call. */
  readonly cors?: CorsSettings;
  /** What `GET /health` says beside `"status": "ok"`; a rejection makes it a 503. */
  readonly health?: () => Promise<object>;
  /** Asked for whatever no route matches: pages, sign-in, documents. */
  readonly extra?: (request: Request) => Promise<Response | undefined>;
}

export interface Gateway {
  readonly url: string;
  /** Accepts no more, waits up to 30 s (the longest request) for those in hand, then cuts what is left. */
  close(): Promise<void>;
}

/** API Gateway's limit for a request's line and headers. */
const LARGEST_HEADERS_BYTES = 10_240;
/** A page that streams without end is ended so long after the wish to close. */
const PAGE_GRACE_MILLISECONDS = 1_000;
const POLL_MILLISECONDS = 20;

const NOT_FOUND = message(404, 'Not Found');
const BAD_REQUEST = message(400, 'Bad Request');
const FAILED = message(500, 'Internal Server Error');
const UNHEALTHY: Answer = {
  status: 503,
  headers: ['content-type', 'application/json'],
  body: '{"status":"unavailable"}',
};

/**
 * Serves the routes as API Gateway's HTTP API with Lambda behind it (payload format 2.0) would: the same events, the
 * same answers to what goes wrong. Rejects when the port is taken.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, timers, ids, host = '127.0.0.1' } = options;
  const match = createRouteTable(options.routes);
  const cors = options.cors && createCors(options.cors);
  const endPages = new AbortController();
  let closing = false;

  /** Undefined when a page has answered already. */
  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<Answer | undefined> {
    const { method = 'GET', url = '' } = request;
    const preflight = cors?.preflight(request);
    if (preflight !== undefined) return { status: 204, headers: preflight, body: '' };
    const target = readTarget(url);
    if (target === undefined) return BAD_REQUEST;
    const matched = match(method, target.path);
    if (matched !== undefined) return answerByFunction(request, target, matched, requestId, options);
    if (target.path === '/health' && (method === 'GET' || method === 'HEAD')) return health();
    // The web's standard has no form for these (a page could read its own cookies by them), and nothing here serves them.
    if (method === 'TRACE' || method === 'CONNECT') return NOT_FOUND;
    const page = await options.extra?.(webRequest(request, await readBody(request)));
    if (page === undefined) return NOT_FOUND;
    await sendPage(response, page, closing ? ['connection', 'close'] : [], endPages.signal);
    return undefined;
  }

  async function health(): Promise<Answer> {
    try {
      const body = JSON.stringify({ status: 'ok', ...(await options.health?.()) });
      return { status: 200, headers: ['content-type', 'application/json', 'cache-control', 'no-store'], body };
    } catch (error) {
      log.error('gateway.unhealthy', error);
      return UNHEALTHY;
    }
  }

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    { status, headers, body }: Answer,
    id: string,
  ): void {
    const all = [...headers, 'apigw-requestid', id];
    if (cors !== undefined) all.push(...cors.headers(request));
    if (closing) all.push('connection', 'close');
    const bodiless = status === 204 || status === 304;
    if (!bodiless) all.push('content-length', String(Buffer.byteLength(body)));
    response.writeHead(status, all);
    response.end(bodiless ? undefined : body);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = ids.next();
    try {
      const given = await answer(request, response, requestId);
      if (given !== undefined) send(request, response, given, requestId);
    } catch (error) {
      if (response.destroyed) return;
      const tooLarge = error instanceof BodyTooLargeError;
      if (!tooLarge) log.error('gateway.request-failed', error, { requestId });
      if (response.headersSent) response.destroy();
      else send(request, response, tooLarge ? TOO_LARGE : FAILED, requestId);
    }
  }

  const server = createServer(
    { maxHeaderSize: LARGEST_HEADERS_BYTES, requestTimeout: LONGEST_SECONDS * 1_000, headersTimeout: 10_000 },
    (request, response) => void serve(request, response),
  );
  const port = await listen(server, options.port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async close() {
      closing = true;
      const drained = new AbortController();
      server.close(() => drained.abort());
      const cancel = timers.after(PAGE_GRACE_MILLISECONDS, () => endPages.abort());
      for (let waited = 0; waited < LONGEST_SECONDS * 1_000 && !drained.signal.aborted; waited += POLL_MILLISECONDS) {
        // A connection that was kept alive turns idle after its last answer.
        server.closeIdleConnections();
        await pause(timers, POLL_MILLISECONDS, drained.signal);
      }
      cancel();
      server.closeAllConnections();
    },
  };
}

/** The port that it listens on. */
function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}
