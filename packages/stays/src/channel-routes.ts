import type { RouteContract } from '@bos/http/route';
import { feedRoutes } from './feeds/feed-routes.ts';
import { pmsRoutes } from './pms/pms-routes.ts';

/** Every operation about those who keep calendars and books of stays elsewhere. */
export const channelRoutes: readonly RouteContract[] = [...feedRoutes, ...pmsRoutes];
