import { accessRoutes } from '@bos/buildings/access/access-routes';
import { type CredentialApiPorts, credentialHandlers } from './access/credential-handlers.ts';
import { dayHandlers } from './access/day-handlers.ts';
import { parcelHandlers } from './access/parcel-handlers.ts';
import { visitorHandlers } from './access/visitor-handlers.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';

export const routes = accessRoutes;

export function build(ports: ApiPorts & CredentialApiPorts, options?: ApiOptions) {
  const handlers = [...credentialHandlers(ports), ...visitorHandlers(ports), ...parcelHandlers(ports)];
  return apiHandler(ports, [...handlers, ...dayHandlers(ports)], options);
}
