import { describe, expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { createClient } from './client.ts';
import { operations } from './operations.ts';

interface Seen {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A server that answers always the same and remembers what it was asked. */
function server(response: () => Response | Promise<Response>) {
  const seen: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { method, body } = init;
    seen.push({ url: String(input), method, headers: new Headers(init.headers), body });
    return response();
  };
  return { seen, client: createClient({ baseUrl: 'http://api.example/', token: 'secret', fetch }) };
}

const demo = { buildingId: 'demo' };

async function errorOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error('expected an ApiError');
}

describe('a call', () => {
  test('fills the path, leaves out what is not given, and carries the token', async () => {
    const { seen, client } = server(() => Response.json({ items: [], next: null }));
    const query = { state: 'open', limit: 10, cursor: undefined } as const;
    await client.call(operations.listConversations, { params: { buildingId: 'a/b c' }, query });
    expect(seen[0]?.url).toBe('http://api.example/v1/buildings/a%2Fb%20c/conversations?state=open&limit=10');
    expect(seen[0]?.method).toBe('GET');
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer secret');
    expect(seen[0]?.headers.has('content-type')).toBe(false);
  });

  test('sends JSON, the version that was seen and the key of a repeat', async () => {
    const { seen, client } = server(() => Response.json({}, { headers: { etag: '"8"' } }));
    const { version } = await client.callVersioned(operations.updateTicket, {
      params: { ...demo, ticketId: 'T1' },
      body: { status: 'in_progress' },
      ifMatch: 7,
      idempotencyKey: 'once',
    });
    expect(seen[0]?.body).toBe('{"status":"in_progress"}');
    expect(Object.fromEntries(seen[0]?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'if-match': '"7"',
      'idempotency-key': 'once',
    });
    expect(version).toBe(8);
  });

  test('to another resource by a missing parameter is refused before it is made', async () => {
    const { seen, client } = server(() => Response.json({}));
    const params = { ...demo, ticketId: '' };
    await expect(client.call(operations.getTicket, { params })).rejects.toThrow(/needs ticketId/);
    expect(seen).toEqual([]);
  });

  test('takes an answer without a body as undefined', async () => {
    const { client } = server(() => new Response(null, { status: 204 }));
    expect(await client.call(operations.getMe)).toBeUndefined();
  });
});

describe('a failure', () => {
  test('is the problem that the server tells of', async () => {
    const problem = {
      type: 'urn:building-os:problem:invalid-input',
      title: 'Invalid request',
      status: 400,
      detail: 'The body breaks 1 rule.',
      code: 'INVALID_INPUT',
      requestId: 'r-1',
      errors: [{ field: 'text', rule: 'must not be empty' }, 'nonsense'],
    };
    const { client } = server(() =>
      Response.json(problem, { status: 400, headers: { 'content-type': 'application/problem+json' } }),
    );
    const error = await errorOf(client.call(operations.getMe));
    expect(error).toMatchObject({ status: 400, code: 'INVALID_INPUT', requestId: 'r-1' });
    expect(error.detail).toBe('The body breaks 1 rule.');
    expect(error.errors).toEqual([{ field: 'text', rule: 'must not be empty' }]);
  });

  test('of the gateway itself has its words and a code of its status', async () => {
    const { client } = server(() => Response.json({ message: 'Unauthorized' }, { status: 401 }));
    expect(await errorOf(client.call(operations.getMe))).toMatchObject({
      status: 401,
      code: 'HTTP_401',
      detail: 'Unauthorized',
    });
  });

  test('of a proxy that speaks HTML still has its status', async () => {
    const { client } = server(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(await errorOf(client.call(operations.getMe))).toMatchObject({ status: 502, code: 'HTTP_502' });
  });

  test('to reach anybody is told apart from an answer', async () => {
    const { client } = server(() => Promise.reject(new TypeError('fetch failed')));
    expect(await errorOf(client.call(operations.getMe))).toMatchObject({ status: 0, code: 'UNREACHABLE' });
  });

  test('by the caller giving up is told apart from an outage', async () => {
    const { client } = server(() => Promise.reject(new DOMException('aborted', 'AbortError')));
    const signal = AbortSignal.abort();
    expect(await errorOf(client.call(operations.getMe, { signal }))).toMatchObject({ status: 0, code: 'ABORTED' });
  });

  test('to understand a success is an error too', async () => {
    const { client } = server(() => new Response('<!doctype html>'));
    expect(await errorOf(client.call(operations.getMe))).toMatchObject({ status: 200, code: 'UNREADABLE_ANSWER' });
  });
});
