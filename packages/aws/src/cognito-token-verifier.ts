import type { VerifiedClaims } from '@bos/http/principal';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';

export interface CognitoTokenSettings {
  /** `https://cognito-idp.{region}.amazonaws.com/{user pool}`. */
  readonly issuer: string;
  /** The user pool's client for whose signed-in people the API is. */
  readonly clientId: string;
  /** Where the keys are; below the issuer, as OpenID Connect has it, unless told. */
  readonly keysUrl?: string;
  readonly clock: Clock;
}

const SECOND = 1_000;
/** Keys are asked for anew after so long: a key that Cognito has withdrawn is good for no longer. */
const KEYS_KEPT = 10 * MINUTE;
/** Tokens that name unknown keys cannot make us ask more often than this. */
const COOL_DOWN = 30 * SECOND;
const PATIENCE = 3 * SECOND;

/** Cognito's own names for the client differ: an id token is made for it, an access token was asked for by it. */
const claimsSchema = z
  .object({
    sub: z.string().min(1),
    iss: z.string(),
    iat: z.number(),
    exp: z.number(),
    jti: z.string().optional(),
  })
  .and(
    z.discriminatedUnion('token_use', [
      z.object({ token_use: z.literal('id'), aud: z.string() }),
      z.object({ token_use: z.literal('access'), client_id: z.string() }),
    ]),
  );

/** What is wrong with the token itself; all else is wrong with the way to the keys. */
const REFUSALS = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const;

/**
 * Checks a user pool's tokens as API Gateway's JWT authorizer does: RS256 by the pool's published keys, issuer,
 * client, expiry, and a time of issue that is not to come. Groups are not looked at: roles come from memberships.
 * Gives undefined for every other text. Throws SIGN_IN_KEYS_UNAVAILABLE when no keys can be had to judge by.
 */
export function createCognitoTokenVerifier(
  settings: CognitoTokenSettings,
): (token: string) => Promise<VerifiedClaims | undefined> {
  const { issuer, clientId, clock } = settings;
  const keys = createRemoteJWKSet(new URL(settings.keysUrl ?? `${issuer}/.well-known/jwks.json`), {
    cacheMaxAge: KEYS_KEPT,
    cooldownDuration: COOL_DOWN,
    timeoutDuration: PATIENCE,
  });

  async function read(token: string): Promise<unknown> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'],
        currentDate: clock.now(),
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      return payload;
    } catch (cause) {
      if (REFUSALS.some((refusal) => cause instanceof refusal)) return undefined;
      const message = 'The keys of the user pool cannot be had.';
      throw new DomainError('unavailable', 'SIGN_IN_KEYS_UNAVAILABLE', message, { cause });
    }
  }

  return async (token) => {
    const { data: claims } = claimsSchema.safeParse(await read(token));
    if (claims === undefined) return undefined;
    const client = claims.token_use === 'id' ? claims.aud : claims.client_id;
    const issuedAt = new Date(claims.iat * SECOND);
    if (client !== clientId || issuedAt > clock.now()) return undefined;
    const { sub: subject, jti: tokenId } = claims;
    return { subject, issuer, issuedAt, ...(tokenId !== undefined && { tokenId }) };
  };
}
