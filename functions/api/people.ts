import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { decide } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { findByPhone } from '@bos/people/identities/find-by-phone';
import type { Membership } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { findByUnit } from '@bos/people/memberships/occupants';
import { findByName } from '@bos/people/names/find-by-name';
import { peopleRoutes } from '@bos/people/people-routes';
import { getMeRoute, getPersonRoute, listPeopleRoute } from '@bos/people/persons/person-routes';
import { createPersonStore } from '@bos/people/persons/person-store';
import { viewMe, viewPerson, viewPersonDetail } from '@bos/people/persons/person-views';
import type { Stored } from '@bos/table/entity';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';
import { historyHandler } from './people/history-handler.ts';
import { membershipHandlers } from './people/membership-handlers.ts';
import { mergeHandlers } from './people/merge-handlers.ts';
import { preferenceHandlers } from './people/preference-handlers.ts';
import { verificationHandlers } from './people/verification-handlers.ts';

export const routes = peopleRoutes;

/** A page of people who are known all at once: the cursor is the id of the last one shown. */
function pageAfter(
  people: readonly Stored<Membership>[],
  { limit, cursor = '' }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const left = people.filter(({ userId }) => userId > cursor);
  return { items: left.slice(0, limit), next: left.length > limit ? (left[limit - 1]?.userId ?? null) : null };
}

export function build(ports: ApiPorts & Pick<Ports, 'ids'>, options?: ApiOptions) {
  const persons = createPersonStore(ports.table);
  const memberships = createMembershipStore(ports.table);
  const disclosed = createDisclosureRecorder(ports);

  const me = implement(getMeRoute, async ({ principal: { userId } }) => {
    const [person, mine] = await Promise.all([persons.get(userId), memberships.listOfUser(userId)]);
    return { body: viewMe(userId, person, mine) };
  });

  const list = implement(listPeopleRoute, async ({ params: { buildingId }, query }) => {
    const { name, unitId, phone } = query;
    const find = async () => {
      if (name !== undefined) return pageAfter(await findByName(ports, buildingId, name), query);
      if (unitId !== undefined) return pageAfter(await findByUnit(ports.table, buildingId, unitId), query);
      if (phone === undefined) return memberships.listOfBuilding(buildingId, pageOf(query));
      const found = await findByPhone(ports, buildingId, phone);
      return { items: found ? [found] : [], next: null };
    };
    return { body: mapPage(await find(), viewPerson) };
  });

  const get = implement(getPersonRoute, async ({ params: { buildingId, userId }, principal, requestId }) => {
    const membership = await memberships.get(buildingId, userId);
    if (!membership) throw notFound('person', userId);
    const fullPhone = decide(principal.roles, 'people:update').allowed;
    const person = await persons.get(userId);
    if (fullPhone && person?.phone !== undefined && userId !== principal.userId)
      await disclosed({ buildingId, userId: principal.userId, requestId }, 'person.contact_disclosed', userId);
    return {
      body: viewPersonDetail(membership, person, fullPhone),
      etag: membership.version,
    };
  });

  const rights = [...membershipHandlers(ports), ...verificationHandlers(ports), ...mergeHandlers(ports)];
  const others = [historyHandler(ports), ...preferenceHandlers(ports)];
  return apiHandler(ports, [me, list, get, ...rights, ...others], options);
}
