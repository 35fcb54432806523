import { createRefusalRecorder } from '@bos/governance/audit/refusals';
import { authorise } from '@bos/governance/policy';
import { type ApiHandler, type BoundRoute, bindRoutes, type RequestScope } from '@bos/http/bind';
import { createAuthenticator } from '@bos/people/memberships/authenticate';
import { membershipEntity } from '@bos/people/memberships/membership';
import { patternOf } from '@bos/table/entity';
import { asPerson, inBuilding, inDirectory } from '@bos/table/tenant-scope';
import type { Ports } from '../ports/ports.ts';

/** What every API function needs to know who is asking. */
export type ApiPorts = Pick<Ports, 'table' | 'blindIndex' | 'clock' | 'log'>;

/** A request touches its own building in the table, or those of its caller, whatever its code does. */
const scope: RequestScope = {
  inBuilding,
  inDirectory,
  asPerson: (userId, work) => asPerson(patternOf(membershipEntity, { userId }, 'GSI1').partition, work),
};

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
  const refused = createRefusalRecorder({ table, clock, log });
  return bindRoutes(routes, { authenticate, authorise, refused, clock, log, scope, checkResponses });
}
