import type { Method, RouteContract } from '@bos/http/route';

/**
 * One operation of the API as a caller needs it: where it is, and in its type what goes in and out. The contracts
 * themselves pull schemas and server code behind them, so a browser takes only their types; a test holds these
 * against the contracts.
 */
export interface Operation<C extends RouteContract> {
  readonly method: Method;
  /** With `{name}` for each parameter. */
  readonly path: string;
  /** Never set: it carries the type. */
  readonly contract?: C;
}

/** Names an operation: `operation<typeof getMeRoute>('GET', '/v1/me')`. */
export function operation<C extends RouteContract>(method: C['method'], path: string): Operation<C> {
  return { method, path };
}

/**
 * The path and query of a call. Throws TypeError when a parameter of the path is missing: an empty one would name
 * another resource.
 */
export function addressOf(
  path: string,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}
