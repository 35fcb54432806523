import { channelRoutes } from '@bos/stays/channel-routes';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { type CalendarPorts, feedHandlers } from './stays/feed-handlers.ts';
import { pmsHandlers } from './stays/pms-handlers.ts';

export const routes = channelRoutes;

export function build(ports: ApiPorts & CalendarPorts, options?: ApiOptions) {
  return apiHandler(ports, [...feedHandlers(ports), ...pmsHandlers(ports)], options);
}
