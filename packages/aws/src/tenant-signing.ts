import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantSigning } from '@bos/table/tenant-client';
import {
  createTenantSessions,
  type SessionCredentials,
  type TenantSessionOptions,
  type TenantSessions,
} from './tenant-sessions.ts';

type Identity = Omit<SessionCredentials, 'sessionToken'> & { readonly sessionToken?: string };

export interface TenantCredentials {
  /** For the settings of the table's client: one client, and its connections, for all tenants. */
  readonly credentials: () => Promise<Identity>;
  readonly signing: TenantSigning;
}

/**
 * Signs the table's requests in a tenant's name where they are sent within `signing.as`, and with the function's own role
 * elsewhere. The session is there before a request is sent: the client's own tries again know nothing of STS.
 */
export function createTenantSigning(
  own: () => Promise<Identity>,
  options: TenantSessionOptions,
  sessions: TenantSessions = createTenantSessions(options),
): TenantCredentials {
  const signers = new AsyncLocalStorage<SessionCredentials>();
  // The mark keeps the SDK from remembering the first answer for all requests that follow.
  const credentials = Object.assign(async () => signers.getStore() ?? own(), { memoized: true });
  return {
    credentials,
    signing: {
      as: async (buildingId, work) => signers.run(await sessions.of(buildingId), work),
      // Whoever needs it asks again, and hears of the failure.
      prepare: (buildingId) => void sessions.of(buildingId).catch(() => undefined),
    },
  };
}
