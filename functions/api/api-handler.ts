import { authorise } from '@bos/governance/policy';
import { type ApiHandler, type BoundRoute, bindRoutes } from '@bos/http/bind';
import { createAuthenticator } from '@bos/people/memberships/authenticate';
import type { Ports } from '../ports/ports.ts';

/** What every API function needs to know who is asking. */
export type ApiPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'log'>;

export interface ApiOptions {
  /** Holds every answer to its contract; for tests. */
  readonly checkResponses?: boolean;
}

/** The handler of one resource: memberships authenticate, the policy authorises. */
export function apiHandler(
  { table, blindIndex, clock, log }: ApiPorts,
  routes: readonly BoundRoute[],
  { checkResponses = false }: ApiOptions = {},
): ApiHandler {
  const authenticate = createAuthenticator({ table, blindIndex, clock });
  return bindRoutes(routes, { authenticate, authorise, clock, log, checkResponses });
}
