import { buildingRoutes, createBuildingRoute } from '@bos/buildings/buildings/building-routes';
import type { ApiHandler } from '@bos/http/bind';
import { routeKey } from '@bos/http/route';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { configurationHandlers } from './buildings/configuration-handlers.ts';
import { guideHandlers } from './buildings/guide-handlers.ts';
import { onboardingHandler } from './buildings/onboarding.ts';
import { vendorHandlers } from './buildings/vendor-handlers.ts';

export const routes = buildingRoutes;

const ONBOARDING = routeKey(createBuildingRoute);

export function build(ports: ApiPorts & Pick<Ports, 'queues' | 'ids'>, options?: ApiOptions): ApiHandler {
  const handlers = [...configurationHandlers(ports), ...guideHandlers(ports), ...vendorHandlers(ports)];
  const ofMembers = apiHandler(ports, handlers, options);
  const ofOperators = onboardingHandler(ports, options);
  return (event, context) => (event.routeKey === ONBOARDING ? ofOperators : ofMembers)(event, context);
}
