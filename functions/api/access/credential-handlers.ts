import { changeValidity, revokeCredential } from '@bos/buildings/access/credentials/change-credential';
import type { Credential } from '@bos/buildings/access/credentials/credential';
import {
  changeCredentialRoute,
  getCredentialRoute,
  issueCredentialRoute,
  listCredentialsRoute,
  revokeCredentialRoute,
  viewCredential,
} from '@bos/buildings/access/credentials/credential-routes';
import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { issueCredential } from '@bos/buildings/access/credentials/issue-credential';
import { authorise, ownOnly } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { DomainError, invalid, notFound } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import { credentialDeps } from '../../credential-deps.ts';
import { lookSchedules } from '../../look-schedules.ts';
import type { Ports } from '../../ports/ports.ts';
import { stayOrder } from '../../queues/timer-orders.ts';
import { withinLockTime } from '../../within-lock-time.ts';
import { mapPage, pageOf } from '../pages.ts';
import { accessRequests } from './access-requests.ts';

export type CredentialApiPorts = Pick<Ports, 'table' | 'clock' | 'ids' | 'log' | 'locks' | 'queues' | 'timers'>;

export function credentialHandlers(ports: CredentialApiPorts): BoundRoute[] {
  const { table, clock, ids, timers } = ports;
  const store = createCredentialStore(table);
  const requests = accessRequests(table, ids);
  // The function of timers sets the timer: it is told at once, and looks when that is.
  const deps = credentialDeps({ ...ports, schedules: lookSchedules(ports.queues) });

  const viewFor =
    ({ userId }: Principal) =>
    (credential: Credential) =>
      viewCredential(credential, clock.now(), credential.userId === userId);

  async function visible(buildingId: string, credentialId: string, { userId, roles }: Principal) {
    const credential = await store.get(buildingId, credentialId);
    const hidden = credential && ownOnly(roles, 'credentials:read') && credential.userId !== userId;
    if (!credential || hidden) throw notFound('credential', credentialId);
    return credential;
  }

  function answer(credential: Stored<Credential>, principal: Principal) {
    return { body: viewFor(principal)(credential), etag: credential.version };
  }

  const list = implement(listCredentialsRoute, async ({ params: { buildingId }, query, principal }) => {
    const read = query.status === 'open' ? store.listOpen : store.listClosed;
    const page = ownOnly(principal.roles, 'credentials:read')
      ? await store.listOfUser(buildingId, principal.userId, pageOf(query))
      : await read(buildingId, pageOf(query));
    return { body: mapPage(page, viewFor(principal)) };
  });

  const get = implement(getCredentialRoute, async ({ params: { buildingId, credentialId }, principal }) =>
    answer(await visible(buildingId, credentialId, principal), principal),
  );

  const issue = implement(issueCredentialRoute, async ({ params, body, idempotencyKey, principal }) => {
    const { buildingId } = params;
    const { userId, kind, number, deviceIds, unitId, reservationId, validFrom, validUntil } = body;
    await requests.assertMember(buildingId, userId);
    if (reservationId !== undefined) await requests.assertGuest(buildingId, reservationId, userId);
    if ((kind === 'tag') !== (number !== undefined)) {
      throw invalid('INVALID_INPUT', 'Invalid credential.', [
        { field: 'number', rule: 'of a tag, and of nothing else' },
      ]);
    }
    const credential = await issueCredential(deps, {
      buildingId,
      credentialId: requests.idOf('credential', buildingId, principal.userId, idempotencyKey),
      userId,
      secret: number === undefined ? { kind: 'code' } : { kind: 'tag', number },
      deviceIds,
      ...(unitId !== undefined && { unitId }),
      ...(reservationId !== undefined && { reservationId }),
      validFrom: new Date(validFrom),
      ...(validUntil !== undefined && { validUntil: new Date(validUntil) }),
      issuedBy: principal.userId,
      at: clock.now(),
    });
    if (reservationId !== undefined) {
      // It is held to the days of the stay.
      const { queue, message } = stayOrder({ buildingId, reservationId }, `credential/${credential.credentialId}`);
      await ports.queues.send(queue, [message]);
    }
    const location = `/v1/buildings/${buildingId}/credentials/${credential.credentialId}`;
    return { ...answer(credential, principal), location };
  });

  const change = implement(
    changeCredentialRoute,
    async ({ params, body: { validFrom, validUntil }, ifMatch, principal }) => {
      const { buildingId, credentialId } = params;
      await visible(buildingId, credentialId, principal);
      await withinLockTime(timers, (signal) =>
        changeValidity(deps, {
          buildingId,
          credentialId,
          at: clock.now(),
          signal,
          ...(validFrom !== undefined && { validFrom: new Date(validFrom) }),
          validUntil: new Date(validUntil),
          changedBy: principal.userId,
          ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
        }),
      );
      return answer(await visible(buildingId, credentialId, principal), principal);
    },
  );

  const revoke = implement(revokeCredentialRoute, async ({ params, ifMatch, principal }) => {
    const { buildingId, credentialId } = params;
    const { userId } = await visible(buildingId, credentialId, principal);
    if (userId !== principal.userId && !authorise(principal.roles, 'credentials:revoke')) {
      throw new DomainError('forbidden', 'ACCESS_NOT_ALLOWED', `${principal.userId} takes back only their own.`);
    }
    await withinLockTime(timers, (signal) =>
      revokeCredential(deps, {
        buildingId,
        credentialId,
        revokedBy: principal.userId,
        at: clock.now(),
        signal,
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
      }),
    );
    return answer(await visible(buildingId, credentialId, principal), principal);
  });

  return [list, get, issue, change, revoke];
}
