import { decide } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { deterministicId } from '@bos/kernel/ids';
import { changeMembership } from '@bos/people/memberships/change-membership';
import type { Membership } from '@bos/people/memberships/membership';
import { signOutEverywhere } from '@bos/people/memberships/sign-out';
import { createPersonStore } from '@bos/people/persons/person-store';
import { viewPersonDetail } from '@bos/people/persons/person-views';
import { registerPerson } from '@bos/people/persons/register-person';
import { changePersonRoute, registerPersonRoute, signOutPersonRoute } from '@bos/people/persons/register-routes';
import type { Stored } from '@bos/table/entity';
import type { Ports } from '../../ports/ports.ts';
import { assertOwnOr, assertUnits, changeBy, granterOf } from './person-requests.ts';

type MembershipPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'ids'>;

/** An id that is known before the time is: the same caller's key gives the same person, whenever it is sent again. */
const TIMELESS = new Date(0);

/** Rights of members: given, changed, ended. */
export function membershipHandlers(ports: MembershipPorts): BoundRoute[] {
  const { table, clock, ids } = ports;
  const persons = createPersonStore(table);

  async function answerOf(membership: Stored<Membership>, principal: Principal) {
    // The whole number is shown by the route that records it.
    const ownNumber = principal.userId === membership.userId && decide(principal.roles, 'people:update').allowed;
    const person = await persons.get(membership.userId);
    return { body: viewPersonDetail(membership, person, ownNumber), etag: membership.version };
  }

  const register = implement(registerPersonRoute, async ({ params, body, principal, requestId, idempotencyKey }) => {
    const { buildingId } = params;
    const { displayName, phone, email, locale, roles, unitIds, validFrom, validUntil } = body;
    await assertUnits(table, buildingId, unitIds);
    const userId =
      idempotencyKey === undefined
        ? ids.next()
        : deterministicId(TIMELESS, 'person', buildingId, principal.userId, idempotencyKey);
    const membership = await registerPerson(ports, {
      person: {
        userId,
        displayName,
        ...(locale !== undefined && { locale }),
        ...(phone !== undefined && { address: { channel: 'phone', text: phone } }),
        ...(email !== undefined && { address: { channel: 'email', text: email } }),
      },
      membership: {
        buildingId,
        roles,
        unitIds,
        ...(validFrom !== undefined && { validFrom }),
        ...(validUntil !== undefined && { validUntil }),
      },
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
      mayRepeat: idempotencyKey !== undefined,
    });
    const location = `/v1/buildings/${buildingId}/people/${membership.userId}`;
    return { ...(await answerOf(membership, principal)), location };
  });

  const change = implement(changePersonRoute, async ({ params, body, principal, requestId, ifMatch }) => {
    await assertUnits(table, params.buildingId, body.unitIds);
    const membership = await changeMembership(ports, {
      ...params,
      change: body,
      granter: granterOf(principal),
      changedBy: changeBy(clock, principal, requestId),
      ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
    });
    return answerOf(membership, principal);
  });

  const signOut = implement(signOutPersonRoute, async ({ params, principal, requestId }) => {
    assertOwnOr('people:register', principal, params.userId);
    const changedBy = changeBy(clock, principal, requestId);
    await signOutEverywhere(ports, { ...params, granter: granterOf(principal), changedBy });
    return {};
  });

  return [register, change, signOut];
}
