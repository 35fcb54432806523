import { decide } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { getMeRoute, getPersonRoute, listPeopleRoute, personRoutes } from '@bos/people/persons/person-routes';
import { createPersonStore } from '@bos/people/persons/person-store';
import { viewMe, viewPerson, viewPersonDetail } from '@bos/people/persons/person-views';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = personRoutes;

export function build(ports: ApiPorts, options?: ApiOptions) {
  const persons = createPersonStore(ports.table);
  const memberships = createMembershipStore(ports.table);

  const me = implement(getMeRoute, async ({ principal: { userId } }) => {
    const [person, mine] = await Promise.all([persons.get(userId), memberships.listOfUser(userId)]);
    return { body: viewMe(userId, person, mine) };
  });

  const list = implement(listPeopleRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await memberships.listOfBuilding(buildingId, pageOf(query)), viewPerson),
  }));

  const get = implement(getPersonRoute, async ({ params: { buildingId, userId }, principal }) => {
    const membership = await memberships.get(buildingId, userId);
    if (!membership) throw notFound('person', userId);
    const fullPhone = decide(principal.roles, 'people:update').allowed;
    return {
      body: viewPersonDetail(membership, await persons.get(userId), fullPhone),
      etag: membership.version,
    };
  });

  return apiHandler(ports, [me, list, get], options);
}
