import { DomainError, notFound } from '@bos/kernel/errors';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Authenticator, Authoriser, Principal } from './principal.ts';
import { readClaims } from './request.ts';
import { pathParameters, type RouteContract } from './route.ts';

/** What an id of a building looks like. Anything else is nobody's building and never reaches a key. */
const BUILDING_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The building that the path names, if the route has one and it could be one's id. */
export function buildingOfPath({ path }: RouteContract, event: APIGatewayProxyEventV2): string | undefined {
  const named = pathParameters(path).includes('buildingId') ? event.pathParameters?.buildingId : undefined;
  return named !== undefined && BUILDING_ID.test(named) ? named : undefined;
}

/**
 * Who calls: undefined on a public route. Throws `unauthenticated` or `not_found` (the caller is no member, whether or
 * not the building exists).
 */
export async function identifyPrincipal(
  contract: RouteContract,
  event: APIGatewayProxyEventV2,
  deps: { readonly authenticate: Authenticator },
): Promise<Principal | undefined> {
  const { permission } = contract;
  if (permission === 'public') return undefined;
  const claims = readClaims(event);
  if (!claims) throw unauthenticated();
  const principal = pathParameters(contract.path).includes('buildingId')
    ? await memberOf(buildingOfPath(contract, event))
    : await deps.authenticate(claims, undefined);
  if (!principal) throw unauthenticated();
  return principal;

  async function memberOf(buildingId: string | undefined): Promise<Principal> {
    const member = buildingId !== undefined && claims && (await deps.authenticate(claims, buildingId));
    if (!member) throw notFound('building', event.pathParameters?.buildingId ?? '');
    return member;
  }
}

/** Whether they may call it at all. Throws `forbidden` naming the permission. */
export function assertPermitted(
  { permission }: RouteContract,
  principal: Principal | undefined,
  authorise: Authoriser,
) {
  if (principal === undefined || permission === 'public' || permission === 'signed-in') return;
  if (!authorise(principal.roles, permission))
    throw new DomainError('forbidden', 'FORBIDDEN', `This needs the permission ${permission}.`);
}

function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'UNAUTHENTICATED', 'Sign in and send the token as Authorization: Bearer.');
}
