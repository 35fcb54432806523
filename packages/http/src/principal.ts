import type { Permission } from './route.ts';

/** Who is asking. Read from the membership at every request: roles never come from a token. */
export interface Principal {
  readonly userId: string;
  /** The building of the path; absent on routes that belong to no building. */
  readonly buildingId?: string;
  readonly roles: readonly string[];
  /** The units that the person lives in, owns or stays in. */
  readonly unitIds: readonly string[];
}

/** What the gateway has verified about a caller: signature, issuer, audience and expiry are beyond doubt. */
export interface VerifiedClaims {
  readonly subject: string;
  readonly issuer: string;
  /** Tokens issued before a sign-out or a change of rights are refused by their age. */
  readonly issuedAt: Date;
  readonly tokenId?: string;
}

/**
 * Finds the person behind a token, in that building if one is given. `undefined` means: no active member there
 * (answered 404, whatever exists) or, without a building, an unknown person (answered 401). A revoked token
 * throws a DomainError `unauthenticated`.
 */
export type Authenticator = (claims: VerifiedClaims, buildingId: string | undefined) => Promise<Principal | undefined>;

/** Whether holders of these roles may do that. */
export type Authoriser = (roles: readonly string[], permission: Permission) => boolean;
