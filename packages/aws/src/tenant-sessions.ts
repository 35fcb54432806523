import type { STSClient } from '@aws-sdk/client-sts';
import { type Clock, MINUTE } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import * as z from 'zod';
import { clientSettings } from './client-settings.ts';

/** The session's tag that the role's policy compares keys with: `BUILDING#${aws:PrincipalTag/building}`. */
export const BUILDING_TAG = 'building';

/** STS gives 15 minutes at least; who renews after 15 has five to spare. */
const LIFE = 20 * MINUTE;
const RENEWED_AFTER = 15 * MINUTE;
/** A request that is signed in the last minute might arrive too late. */
const SPARE = MINUTE;
/** Of these, about 2 kB each, a process keeps the last used. */
const MOST_KEPT = 500;

const credentialsSchema = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});

/** With these a request may touch one building's items and no other's. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

interface Session {
  readonly credentials: SessionCredentials;
  readonly renewAt: number;
  readonly endsAt: number;
}

export interface TenantSessionOptions {
  readonly roleArn: string;
  /** Names the function in AWS's own records of who did what. */
  readonly sessionName: string;
  readonly clock: Clock;
}

export interface TenantSessions {
  /** Throws TENANT_SESSION_FAILED (`unavailable`) when the role cannot be taken on. */
  of(buildingId: string): Promise<SessionCredentials>;
}

/**
 * The role of tenants, taken on for one building at a time: one call of STS a building, process and 15 minutes. Many who
 * ask at once wait for one call; after 15 minutes the next one is made in the background while the old session still
 * holds, so that only a building's first request waits. The client is loaded for the first of all.
 */
export function createTenantSessions({ roleArn, sessionName, clock }: TenantSessionOptions): TenantSessions {
  const kept = new Map<string, Session>();
  const flights = new Map<string, Promise<Session>>();
  let client: STSClient | undefined;

  async function assume(buildingId: string): Promise<Session> {
    const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
    client ??= new STSClient(clientSettings());
    const begunAt = clock.now().getTime();
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: LIFE / 1_000,
        Tags: [{ Key: BUILDING_TAG, Value: buildingId }],
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentialsSchema.parse(Credentials);
    return {
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
      renewAt: begunAt + RENEWED_AFTER,
      endsAt: Expiration.getTime() - SPARE,
    };
  }

  function keep(buildingId: string, session: Session): void {
    kept.delete(buildingId);
    kept.set(buildingId, session);
    if (kept.size <= MOST_KEPT) return;
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  }

  async function begin(buildingId: string): Promise<Session> {
    try {
      const session = await assume(buildingId);
      keep(buildingId, session);
      return session;
    } catch (cause) {
      throw new DomainError('unavailable', 'TENANT_SESSION_FAILED', `No session for building ${buildingId}.`, {
        cause,
      });
    } finally {
      flights.delete(buildingId);
    }
  }

  function fetch(buildingId: string): Promise<Session> {
    const flight = flights.get(buildingId) ?? begin(buildingId);
    flights.set(buildingId, flight);
    return flight;
  }

  return {
    async of(buildingId) {
      const session = kept.get(buildingId);
      const now = clock.now().getTime();
      if (session === undefined || now >= session.endsAt) return (await fetch(buildingId)).credentials;
      keep(buildingId, session);
      // Fails it, the old one holds for a while, and the next request asks again.
      if (now >= session.renewAt) fetch(buildingId).catch(() => undefined);
      return session.credentials;
    },
  };
}
