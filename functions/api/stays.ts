import { stayRoutes } from '@bos/stays/stay-routes';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { changeHandlers } from './stays/change-handlers.ts';
import { type CheckInPorts, checkInHandlers } from './stays/check-in-handlers.ts';
import { reservationHandlers } from './stays/reservation-handlers.ts';
import { rulesHandlers } from './stays/rules-handlers.ts';

export const routes = stayRoutes;

export function build(ports: ApiPorts & CheckInPorts, options?: ApiOptions) {
  const reservations = [...reservationHandlers(ports), ...changeHandlers(ports), ...rulesHandlers(ports)];
  return apiHandler(ports, [...reservations, ...checkInHandlers(ports)], options);
}
