import type { RouteContract } from '@bos/http/route';
import { mergeRoutes } from './merge/merge-routes.ts';
import { historyRoutes } from './persons/history-routes.ts';
import { personRoutes } from './persons/person-routes.ts';
import { registerRoutes } from './persons/register-routes.ts';
import { preferenceRoutes } from './preferences/preference-routes.ts';
import { verificationRoutes } from './verification/verification-routes.ts';

/** Every operation about people. */
export const peopleRoutes: readonly RouteContract[] = [
  ...personRoutes,
  ...registerRoutes,
  ...historyRoutes,
  ...preferenceRoutes,
  ...verificationRoutes,
  ...mergeRoutes,
];
