import type { RouteContract } from '@bos/http/route';
import { checkInRoutes } from './check-in/check-in-routes.ts';
import { reservationRoutes } from './reservations/reservation-routes.ts';
import { rulesRoutes } from './rules/rules-routes.ts';

/** Every operation about stays and those who stay. */
export const stayRoutes: readonly RouteContract[] = [...reservationRoutes, ...rulesRoutes, ...checkInRoutes];
