import type { IncomingMessage } from 'node:http';

/** Which pages of other origins may call the API, as in API Gateway's own CORS settings. */
export interface CorsSettings {
  /** Origins such as `https://console.example`, or the single `*`. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

export interface Cors {
  /** What the answer to a preflight request has besides `headers`; it never reaches a function. Undefined for any other. */
  preflight(request: IncomingMessage): readonly string[] | undefined;
  /** The headers that go onto every answer. */
  headers(request: IncomingMessage): string[];
}

export function createCors(settings: CorsSettings): Cors {
  const everybody = settings.allowOrigins.includes('*');
  const origins = new Set(settings.allowOrigins);
  const fixed = [
    'access-control-allow-methods',
    settings.allowMethods.join(','),
    'access-control-allow-headers',
    settings.allowHeaders.join(','),
    'access-control-max-age',
    String(settings.maxAgeSeconds),
  ];
  const exposed =
    settings.exposeHeaders.length > 0 ? ['access-control-expose-headers', settings.exposeHeaders.join(',')] : [];

  function allowed({ headers: { origin } }: IncomingMessage): string[] | undefined {
    if (origin === undefined) return undefined;
    if (everybody) return ['access-control-allow-origin', '*'];
    return origins.has(origin) ? ['access-control-allow-origin', origin, 'vary', 'origin'] : undefined;
  }

  return {
    preflight(request) {
      if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
        return undefined;
      return allowed(request) === undefined ? [] : fixed;
    },
    headers(request) {
      const origin = allowed(request);
      return origin === undefined ? [] : [...origin, ...exposed];
    },
  };
}
