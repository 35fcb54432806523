import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TOKEN = 'long-lived-token-not-real';

/** One request that the double was sent. */
export interface Asked {
  readonly call: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface HomeAssistantDouble {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What each entity shows. */
  readonly states: Map<string, { readonly state: string; readonly attributes?: object }>;
  /** Told of each call of a service as it comes in, answered or not. */
  onCall?: () => void;
  /** What a service does before it is answered. */
  onService?: (service: string) => void;
  /** Answers in the place of Home Assistant, by method: `GET` or `POST`. */
  readonly instead: Map<string, Answer>;
  close(): Promise<void>;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Stands where a building's Home Assistant would, and answers as its REST API is documented to. */
export async function startHomeAssistantDouble(): Promise<HomeAssistantDouble> {
  const asked: Asked[] = [];
  const states: HomeAssistantDouble['states'] = new Map();
  const instead = new Map<string, Answer>();
  const double: HomeAssistantDouble = { url: '', asked, states, instead, close: async () => undefined };

  function shown(entityId: string) {
    const { state, attributes = {} } = states.get(entityId) ?? { state: '' };
    const at = '2026-11-22T12:00:00.000000+00:00';
    const context = { id: '01KAN', parent_id: null, user_id: null };
    return { entity_id: entityId, state, attributes, last_changed: at, last_reported: at, last_updated: at, context };
  }

  /** Status and body, as documented. */
  function replyTo({ url = '', method = '', headers }: IncomingMessage): readonly [number, unknown] {
    if (headers.authorization !== `Bearer ${TOKEN}`) return [401, '401: Unauthorized'];
    const entityId = /^\/api\/states\/(.+)$/.exec(url)?.[1];
    if (method === 'GET' && entityId !== undefined) {
      return states.has(entityId) ? [200, shown(entityId)] : [404, { message: 'Entity not found.' }];
    }
    const service = /^\/api\/services\/(.+)$/.exec(url)?.[1];
    if (method !== 'POST' || service === undefined) return [404, '404: Not Found'];
    double.onService?.(service);
    return [200, []];
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = '' } = request;
    if (method === 'POST') double.onCall?.();
    const other = instead.get(method);
    if (other === undefined) send(response, ...replyTo(request));
    else other(request, response);
  }

  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    asked.push({
      call: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: text === '' ? undefined : JSON.parse(text),
    });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(double, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
