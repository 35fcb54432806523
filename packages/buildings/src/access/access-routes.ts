import type { RouteContract } from '@bos/http/route';
import { credentialRoutes } from './credentials/credential-routes.ts';
import { dayRoutes } from './day/day-routes.ts';
import { accessLogRoutes } from './log/access-log-routes.ts';
import { parcelRoutes } from './parcels/parcel-routes.ts';
import { visitorRoutes } from './visitors/visitor-routes.ts';

/** Who and what comes in: everything that one function serves. */
export const accessRoutes: readonly RouteContract[] = [
  ...credentialRoutes,
  ...visitorRoutes,
  ...parcelRoutes,
  ...dayRoutes,
  ...accessLogRoutes,
];
