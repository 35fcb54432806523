import { randomBytes } from 'node:crypto';
import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { type BoundRoute, implement } from '@bos/http/bind';
import { notFound } from '@bos/kernel/errors';
import { checkInNameOf, documentKey } from '@bos/stays/check-in/check-in';
import {
  getCheckInRoute,
  inviteGuestRoute,
  listCheckInsRoute,
  reviewCheckInRoute,
} from '@bos/stays/check-in/check-in-routes';
import { createCheckInStore } from '@bos/stays/check-in/check-in-store';
import { checkInPath, viewCheckIn, viewDocument } from '@bos/stays/check-in/check-in-view';
import { inviteGuest } from '@bos/stays/check-in/invite-guest';
import { reviewCheckIn } from '@bos/stays/check-in/review-check-in';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { authorOf, stayRequests } from './stay-requests.ts';

const SHOWN_SECONDS = 5 * 60;

export type CheckInPorts = Pick<Ports, 'table' | 'clock' | 'ids' | 'log'> & {
  readonly documents: Pick<Ports['documents'], 'signDownload'>;
};

/** Inviting guests to check in, and looking at what they sent. */
export function checkInHandlers(ports: CheckInPorts): BoundRoute[] {
  const { table, clock, ids, documents } = ports;
  const store = createCheckInStore(table);
  const requests = stayRequests(table, ids);
  const disclosed = createDisclosureRecorder(ports);

  /** Throws RESERVATION_NOT_FOUND and CHECK_IN_NOT_FOUND. */
  async function known(buildingId: string, reservationId: string) {
    const name = checkInNameOf(await requests.known(buildingId, reservationId));
    const checkIn = name && (await store.get(name));
    if (checkIn === undefined) throw notFound('check in', reservationId);
    return checkIn;
  }

  const invite = implement(inviteGuestRoute, async ({ params, principal, requestId }) => {
    const { buildingId, reservationId } = params;
    const by = authorOf(principal, requestId);
    const deps = { table, randomness: () => randomBytes(32) };
    const { checkIn, token } = await inviteGuest(deps, { buildingId, reservationId, by, at: clock.now() });
    return { body: { url: checkInPath(buildingId, token), checkIn: viewCheckIn(checkIn) } };
  });

  const list = implement(listCheckInsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await store.listInStatus(buildingId, query.status, pageOf(query)), viewCheckIn),
  }));

  const get = implement(getCheckInRoute, async ({ params, principal, requestId }) => {
    const { buildingId, reservationId } = params;
    const checkIn = await known(buildingId, reservationId);
    const beholder = { buildingId, userId: principal.userId, requestId };
    if (checkIn.documents.length > 0) await disclosed(beholder, 'stay.documents_disclosed', reservationId);
    const shown = await Promise.all(
      checkIn.documents.map(async (document) => {
        const { url, expiresAt } = await documents.signDownload({
          key: documentKey(checkIn, document.documentId),
          fileName: document.documentId,
          expiresInSeconds: SHOWN_SECONDS,
        });
        return { ...viewDocument(document), url, expiresAt: expiresAt.toISOString() };
      }),
    );
    return { body: { ...viewCheckIn(checkIn), documents: shown }, etag: checkIn.version };
  });

  const review = implement(reviewCheckInRoute, async ({ params, body, ifMatch = 0, principal, requestId }) => {
    const { buildingId, reservationId, userId } = await known(params.buildingId, params.reservationId);
    const checkIn = await reviewCheckIn(
      { table },
      {
        buildingId,
        reservationId,
        userId,
        decision: body,
        expectedVersion: ifMatch,
        by: authorOf(principal, requestId),
        at: clock.now(),
      },
    );
    return { body: viewCheckIn(checkIn), etag: checkIn.version };
  });

  return [invite, list, get, review];
}
