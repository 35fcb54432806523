import type { PublicJwk } from './signing-key.ts';

/** An answer in plain terms, for whatever server stands in front. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers what belongs to the issuer; undefined for every other path. */
export type IdentityEndpoints = (
  method: string,
  path: string,
  query: URLSearchParams,
) => Promise<PlainResponse | undefined>;

const DISCOVERY = '/.well-known/openid-configuration';
const JWKS = '/.well-known/jwks.json';
const SIGN_IN = '/sign-in';

/** The pages of the local OpenID Connect issuer. `redeem` turns the code of a link into a token. */
export function identityEndpoints(deps: {
  readonly issuer: string;
  readonly publicJwk: PublicJwk;
  readonly redeem: (code: string) => Promise<string | undefined>;
}): IdentityEndpoints {
  const discovery = json({
    issuer: deps.issuer,
    jwks_uri: `${deps.issuer}${JWKS}`,
    // There is no authorization endpoint: people sign in with one-time links.
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'aud', 'iat', 'exp', 'jti'],
  });
  const jwks = json({ keys: [deps.publicJwk] });

  return async (method, path, query) => {
    if (path !== DISCOVERY && path !== JWKS && path !== SIGN_IN) return undefined;
    // HEAD is answered for documents only: a link must not be used up by a program that looks whether it works.
    const allowed = path === SIGN_IN ? ['GET'] : ['GET', 'HEAD'];
    if (!allowed.includes(method)) return text(405, 'Method not allowed.', { allow: allowed.join(', ') });
    if (path === DISCOVERY) return discovery;
    if (path === JWKS) return jwks;
    const token = await deps.redeem(query.get('code') ?? '');
    if (token === undefined) return text(410, 'This sign-in link was used already or has expired. Ask for a new one.');
    // In the fragment, the token reaches neither a server's log nor a referrer.
    return text(303, '', { location: `/console#token=${token}` });
  };
}

function json(value: unknown): PlainResponse {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  };
  return { status: 200, headers, body: JSON.stringify(value) };
}

function text(status: number, body: string, headers: Record<string, string> = {}): PlainResponse {
  const common = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return { status, headers: { ...common, ...headers }, body };
}
