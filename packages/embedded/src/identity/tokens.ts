import { type Clock, epochSeconds } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import { createLocalJWKSet, errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { SigningKey } from './signing-key.ts';

/** Claims as API Gateway's JWT authorizer hands them to a function: every value is text. */
export interface TokenClaims {
  readonly sub: string;
  readonly iss: string;
  readonly aud: string;
  /** Seconds since the epoch. */
  readonly iat: string;
  readonly exp: string;
  readonly jti: string;
}

export interface TokenOptions {
  /** The person's user id. Roles are no part of a token: they are read at every request. */
  readonly subject: string;
  readonly lifetimeSeconds: number;
  /** The API of this installation unless told. */
  readonly audience?: string;
}

export interface TokenIssuer {
  /** Throws RangeError on an empty subject or a lifetime that is no positive whole number. */
  issueToken(options: TokenOptions): Promise<string>;
  /** The claims of a token that is genuine, ours, for this API and of now; undefined for any other text. */
  verifyToken(token: string): Promise<TokenClaims | undefined>;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  iss: z.string(),
  aud: z.string(),
  iat: z.number().transform(String),
  exp: z.number().transform(String),
  jti: z.string(),
});

/** Signs and checks tokens. `issuer` is the address under which the discovery document is served. */
export function createTokenIssuer(deps: {
  readonly issuer: string;
  readonly audience: string;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly ids: IdSource;
}): TokenIssuer {
  const { issuer, key, clock, ids } = deps;
  const keys = createLocalJWKSet({ keys: [key.publicJwk] });
  return {
    async issueToken({ subject, lifetimeSeconds, audience = deps.audience }) {
      if (subject === '') throw new RangeError('A token needs a subject.');
      if (!Number.isSafeInteger(lifetimeSeconds) || lifetimeSeconds <= 0)
        throw new RangeError('The lifetime of a token is a positive number of whole seconds.');
      const issuedAt = epochSeconds(clock.now());
      return new SignJWT()
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.publicJwk.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setJti(ids.next())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key.privateKey);
    },

    async verifyToken(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience: deps.audience,
          algorithms: ['RS256'],
          currentDate: clock.now(),
          requiredClaims: ['sub', 'iat', 'exp', 'jti'],
        });
        return claimsSchema.safeParse(payload).data;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
