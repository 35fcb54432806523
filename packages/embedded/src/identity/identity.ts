import type { Clock } from '@bos/kernel/clock';
import type { IdSource } from '@bos/kernel/ids';
import { type IdentityEndpoints, identityEndpoints } from './endpoints.ts';
import { openSignInLinks } from './sign-in-links.ts';
import { loadSigningKey } from './signing-key.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';

/** A working day: who signed in by a link signs in again the next. */
const SESSION_SECONDS = 12 * 60 * 60;

/** The audience of tokens for the API, unless an installation names another. */
export const API_AUDIENCE = 'building-os';

/** Who people are, on one machine: what Cognito is on AWS. */
export interface LocalIdentity extends TokenIssuer {
  /** The path of a link that signs this person in once, within 15 minutes. */
  createSignInLink(subject: string): string;
  /** A token for the code of a link; undefined when it was used, has expired or never was. */
  redeem(code: string): Promise<string | undefined>;
  readonly endpoints: IdentityEndpoints;
  close(): void;
}

/**
 * Opens the issuer of this installation; the first time, makes its key. `issuer` is its own address without a
 * slash at the end. Throws when the key file is damaged.
 */
export async function openLocalIdentity(options: {
  readonly dataDir: string;
  readonly issuer: string;
  readonly audience?: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly sessionSeconds?: number;
}): Promise<LocalIdentity> {
  const { dataDir, issuer, audience = API_AUDIENCE, clock, ids, sessionSeconds = SESSION_SECONDS } = options;
  const key = await loadSigningKey(dataDir);
  const tokens = createTokenIssuer({ issuer, audience, key, clock, ids });
  const links = openSignInLinks({ dataDir, clock });
  const redeem = async (code: string): Promise<string | undefined> => {
    const subject = links.consume(code);
    return subject === undefined ? undefined : tokens.issueToken({ subject, lifetimeSeconds: sessionSeconds });
  };
  return {
    ...tokens,
    createSignInLink: links.create,
    redeem,
    endpoints: identityEndpoints({ issuer, publicJwk: key.publicJwk, redeem }),
    close: links.close,
  };
}
