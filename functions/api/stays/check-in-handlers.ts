import { randomBytes } from 'node:crypto';
import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { type BoundRoute, implement } from '@bos/http/bind';
import { DomainError, notFound } from '@bos/kernel/errors';
import { checkInNameOf, documentKey } from '@bos/stays/check-in/check-in';
import {
  getCheckInRoute,
  inviteGuestRoute,
  listCheckInsRoute,
  reviewCheckInRoute,
} from '@bos/stays/check-in/check-in-routes';
import { createCheckInStore } from '@bos/stays/check-in/check-in-store';
import {
  checkInPage,
  checkInPath,
  viewCheckIn,
  viewDocument,
  viewListedCheckIn,
  viewWhose,
} from '@bos/stays/check-in/check-in-view';
import { inviteGuest } from '@bos/stays/check-in/invite-guest';
import { listedCheckIns } from '@bos/stays/check-in/listed-check-ins';
import { reviewCheckIn } from '@bos/stays/check-in/review-check-in';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { authorOf, stayRequests } from './stay-requests.ts';

const SHOWN_SECONDS = 5 * 60;

export type CheckInPorts = Pick<Ports, 'table' | 'clock' | 'ids' | 'log' | 'publicUrl'> & {
  readonly documents: Pick<Ports['documents'], 'signDownload'>;
};

function pagesUnknown(): DomainError {
  const advice = 'Give the guest the link by hand, or have the operator set it: BOS_PUBLIC_URL, on AWS publicUrl.';
  const text = `Nothing was sent: it is not known under which address guests reach the pages. ${advice}`;
  return new DomainError('conflict', 'CHECK_IN_PAGE_UNKNOWN', text);
}

/** Inviting guests to check in, and looking at what they sent. */
export function checkInHandlers(ports: CheckInPorts): BoundRoute[] {
  const { table, clock, ids, documents, publicUrl } = ports;
  const store = createCheckInStore(table);
  const requests = stayRequests(table, ids);
  const disclosed = createDisclosureRecorder(ports);

  /** Throws RESERVATION_NOT_FOUND and CHECK_IN_NOT_FOUND. */
  async function known(buildingId: string, reservationId: string) {
    const reservation = await requests.known(buildingId, reservationId);
    const name = checkInNameOf(reservation);
    const checkIn = name && (await store.get(name));
    if (checkIn === undefined) throw notFound('check in', reservationId);
    return { reservation, checkIn };
  }

  const invite = implement(inviteGuestRoute, async ({ params, body: { send }, principal, requestId }) => {
    const { buildingId, reservationId } = params;
    // Before the former link is put out of use.
    if (send && publicUrl === undefined) throw pagesUnknown();
    const by = authorOf(principal, requestId);
    const at = clock.now();
    const deps = { table, randomness: () => randomBytes(32) };
    const { checkIn, token } = await inviteGuest(deps, { buildingId, reservationId, by, at });
    const made = { url: checkInPath(buildingId, token), checkIn: viewCheckIn(checkIn) };
    if (publicUrl === undefined) return { body: made };
    const page = checkInPage(publicUrl, buildingId, token);
    if (!send) return { body: { ...made, page } };
    const { tellOfCheckInLink } = await import('@bos/agents/notices/check-in-link');
    return { body: { ...made, page, told: await tellOfCheckInLink(table, { checkIn, page, madeAt: at, at }) } };
  });

  const list = implement(listCheckInsRoute, async ({ params: { buildingId }, query }) => ({
    body: mapPage(await listedCheckIns(table, buildingId, query.status, pageOf(query)), viewListedCheckIn),
  }));

  const get = implement(getCheckInRoute, async ({ params, principal, requestId }) => {
    const { buildingId, reservationId } = params;
    const { reservation, checkIn } = await known(buildingId, reservationId);
    const guests = await createReservationStore(table).guestsOf([reservation]);
    const whose = viewWhose(
      reservation,
      guests.find(({ lead }) => lead),
    );
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
    return { body: { ...viewCheckIn(checkIn), ...whose, documents: shown }, etag: checkIn.version };
  });

  const review = implement(reviewCheckInRoute, async ({ params, body, ifMatch = 0, principal, requestId }) => {
    const { buildingId, reservationId, userId } = (await known(params.buildingId, params.reservationId)).checkIn;
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
