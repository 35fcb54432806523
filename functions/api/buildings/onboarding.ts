import { createBuildingRoute, viewBuilding } from '@bos/buildings/buildings/building-routes';
import { assertOperator } from '@bos/buildings/buildings/operator';
import { authorise } from '@bos/governance/policy';
import { type ApiHandler, bindRoutes, implement, type RequestScope } from '@bos/http/bind';
import { createAuthenticator } from '@bos/people/memberships/authenticate';
import { inBuilding, inDirectory } from '@bos/table/tenant-scope';
import { onboardBuilding } from '../../onboard-building.ts';
import type { Ports } from '../../ports/ports.ts';
import { connectNumbersOrder } from '../../queues/timer-orders.ts';
import type { ApiOptions, ApiPorts } from '../api-handler.ts';

/** The caller belongs to no building that could be opened to them: the handler opens the one that it makes. */
const scope: RequestScope = { inBuilding, inDirectory, asPerson: (_userId, work) => work() };

/**
 * Makes buildings. A handler of its own, for its requests reach a building of which nobody is a member yet: what its caller
 * is to the platform is read from the directory, and from there on the request is the new building's alone.
 */
export function onboardingHandler(
  { table, blindIndex, clock, log, queues }: ApiPorts & Pick<Ports, 'queues'>,
  { checkResponses = false }: ApiOptions = {},
): ApiHandler {
  const create = implement(createBuildingRoute, async ({ body, principal: { userId }, requestId }) => {
    await inDirectory(() => assertOperator(table, userId));
    const actor = { kind: 'user', id: userId } as const;
    const command = { building: body, actor, requestId, at: clock.now() };
    const { created, building } = await inBuilding(body.id, () => onboardBuilding({ table, blindIndex }, command));
    const { buildingId, whatsappNumbers = [] } = building;
    if (whatsappNumbers.length > 0) {
      const { queue, message } = connectNumbersOrder(buildingId, requestId);
      await queues.send(queue, [message]);
    }
    return {
      body: { created, building: viewBuilding(building) },
      etag: building.version,
      location: `/v1/buildings/${buildingId}`,
    };
  });
  const authenticate = createAuthenticator({ table, blindIndex, clock });
  return bindRoutes([create], { authenticate, authorise, clock, log, scope, checkResponses });
}
