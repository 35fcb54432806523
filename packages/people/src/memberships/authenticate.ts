import type { Authenticator } from '@bos/http/principal';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';
import { createIdentityStore } from '../identities/identity-store.ts';
import { followMerge } from './follow-merge.ts';
import { isInForce, membershipEntity } from './membership.ts';

export interface AuthenticatorDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly clock: Clock;
}

/** Whose a subject is never changes; it may vanish by an erasure, hence the end. */
const SUBJECT_CACHE = 5 * MINUTE;
const MAX_CACHED = 10_000;

/**
 * Finds the person of a verified token, and what they are in the building asked for: read from the table itself at
 * every request, so that a right taken away is gone with the next one. Undefined when the person is unknown, no
 * member, not in force, or signed out after the token was issued.
 */
export function createAuthenticator({ table, blindIndex, clock }: AuthenticatorDependencies): Authenticator {
  const identities = createIdentityStore(table, blindIndex);
  const cache = new Map<string, { readonly userId: string; readonly until: number }>();

  async function userOf(subject: string): Promise<string | undefined> {
    const now = clock.now().getTime();
    const cached = cache.get(subject);
    if (cached && cached.until > now) return cached.userId;
    const userId = (await identities.bySubject(subject))?.userId;
    if (userId === undefined) return undefined;
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(subject, { userId, until: now + SUBJECT_CACHE });
    return userId;
  }

  return async ({ subject, issuedAt }, buildingId) => {
    const userId = await userOf(subject);
    if (userId === undefined) return undefined;
    if (buildingId === undefined) return { userId, roles: [], unitIds: [] };
    const found = await table.get(membershipEntity, { buildingId, userId });
    const membership = found && (await followMerge(table, found));
    if (!membership || !isInForce(membership, clock.now())) return undefined;
    const { tokensValidFrom, roles, unitIds } = membership;
    // A token's time is cut to the second, so one of the very second of a sign-out counts as older: the safe side.
    if (tokensValidFrom !== undefined && issuedAt.getTime() < Date.parse(tokensValidFrom)) return undefined;
    return { userId: membership.userId, buildingId, roles, unitIds };
  };
}
