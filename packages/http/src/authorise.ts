import { DomainError, notFound } from '@bos/kernel/errors';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Authenticator, Authoriser, Principal } from './principal.ts';
import { readClaims } from './request.ts';
import { pathParameters, type RouteContract } from './route.ts';

/** What an id of a building looks like. Anything else is nobody's building and never reaches a key. */
const BUILDING_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Who calls and whether they may: undefined on a public route. Throws `unauthenticated`, `not_found` (the caller
 * is no member, whether or not the building exists) or `forbidden` naming the permission.
 */
export async function authorisePrincipal(
  contract: RouteContract,
  event: APIGatewayProxyEventV2,
  deps: { readonly authenticate: Authenticator; readonly authorise: Authoriser },
): Promise<Principal | undefined> {
  const { permission } = contract;
  if (permission === 'public') return undefined;
  const claims = readClaims(event);
  if (!claims) throw unauthenticated();
  const principal = pathParameters(contract.path).includes('buildingId')
    ? await memberOf(event.pathParameters?.buildingId ?? '')
    : await deps.authenticate(claims, undefined);
  if (!principal) throw unauthenticated();
  if (permission !== 'signed-in' && !deps.authorise(principal.roles, permission))
    throw new DomainError('forbidden', 'FORBIDDEN', `This needs the permission ${permission}.`);
  return principal;

  async function memberOf(buildingId: string): Promise<Principal> {
    const member = BUILDING_ID.test(buildingId) && claims && (await deps.authenticate(claims, buildingId));
    if (!member) throw notFound('building', buildingId);
    return member;
  }
}

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'UNAUTHENTICATED', 'Sign in and send the token as Authorization: Bearer.');
}
