import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { findArrivalGuide } from '@bos/buildings/buildings/arrival-guide-store';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { type ApiHandler, implement } from '@bos/http/bind';
import { DomainError } from '@bos/kernel/errors';
import type { Language } from '@bos/kernel/language';
import { localTime } from '@bos/kernel/time-zone';
import type { CheckIn } from '@bos/stays/check-in/check-in';
import { checkInInformation, stayPhase } from '@bos/stays/check-in/check-in-information';
import {
  checkInLinkRoutes,
  offerUploadRoute,
  ownCheckInRoute,
  removeDocumentRoute,
  submitDocumentsRoute,
} from '@bos/stays/check-in/check-in-link-routes';
import { createCheckInStore } from '@bos/stays/check-in/check-in-store';
import { viewDocument } from '@bos/stays/check-in/check-in-view';
import { offerUpload, sentDocuments, submitDocuments, takeDocumentBack } from '@bos/stays/check-in/send-documents';
import type { Reservation } from '@bos/stays/reservations/reservation';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';

export const routes = checkInLinkRoutes;

type LinkPorts = ApiPorts & Pick<Ports, 'ids' | 'documents'>;

/** What is wrong with a link is not said. */
function lost(): DomainError {
  return new DomainError('not_found', 'CHECK_IN_NOT_FOUND', 'The link leads nowhere.');
}

/** The routes of a guest who has a link and is signed in nowhere. */
export function build(ports: LinkPorts, options?: ApiOptions): ApiHandler {
  const { table, clock, ids, documents } = ports;
  const checkIns = createCheckInStore(table);
  const reservations = createReservationStore(table);
  const buildings = createBuildingStore(table);
  const credentials = createCredentialStore(table);

  /** A link ends with its stay, and when somebody else comes in place of its guest. */
  async function opened(buildingId: string, token: string) {
    const checkIn = await checkIns.byToken(buildingId, token);
    if (checkIn === undefined) throw lost();
    const [reservation, building] = await Promise.all([
      reservations.get(buildingId, checkIn.reservationId),
      buildings.get(buildingId),
    ]);
    const isTheirs = reservation?.guestIds[0] === checkIn.userId;
    const isOver = reservation !== undefined && 'settledAt' in reservation;
    if (reservation === undefined || building === undefined || !isTheirs || isOver) throw lost();
    return { checkIn, reservation, building, now: localTime(clock.now(), building.timeZone) };
  }

  type Opened = Awaited<ReturnType<typeof opened>>;

  /** The digits of the code that stands on every lock of theirs. */
  async function codeOf({ buildingId, reservationId }: Reservation, { userId }: CheckIn): Promise<string | undefined> {
    const { items } = await credentials.listOfUser(buildingId, userId);
    const standing = items.find(
      (one) => one.status === 'active' && one.kind === 'code' && one.reservationId === reservationId,
    );
    return standing?.secret;
  }

  /** What was handed over is there; before that, some of what was announced may never come. */
  async function documentsOf(checkIn: CheckIn) {
    const { status, documents: announced } = checkIn;
    const isHandedOver = status === 'submitted' || status === 'approved';
    const received = isHandedOver ? announced : await sentDocuments({ documents }, checkIn, announced);
    return announced.map((document) => ({ ...viewDocument(document), received: received.includes(document) }));
  }

  async function show({ checkIn, reservation, building, now }: Opened, language: Language) {
    const { buildingId, unitId, checkIn: firstDay, checkInTime, checkOut, checkOutTime, arrivalTime } = reservation;
    const [guide, code, sent] = await Promise.all([
      findArrivalGuide(table, buildingId, unitId),
      codeOf(reservation, checkIn),
      documentsOf(checkIn),
    ]);
    const secrets = { ...guide, ...(code !== undefined && { code }) };
    const { status, reason } = checkIn;
    return {
      body: {
        status,
        ...(reason !== undefined && { reason }),
        building: building.name,
        unitId,
        phase: stayPhase(reservation, now),
        arrived: reservation.status === 'checked_in',
        checkIn: firstDay,
        checkInTime,
        checkOut,
        checkOutTime,
        ...(arrivalTime !== undefined && { arrivalTime }),
        documents: sent,
        information: checkInInformation(reservation, checkIn, { now, language, secrets }),
      },
    };
  }

  const own = implement(ownCheckInRoute, async ({ params: { buildingId, token }, query }) =>
    show(await opened(buildingId, token), query.language),
  );

  const offer = implement(offerUploadRoute, async ({ params: { buildingId, token }, body }) => {
    const { checkIn } = await opened(buildingId, token);
    const documentId = ids.next();
    const upload = await offerUpload({ table, documents }, checkIn, { documentId, ...body });
    return { body: { id: documentId, ...upload, expiresAt: upload.expiresAt.toISOString() } };
  });

  const remove = implement(removeDocumentRoute, async ({ params: { buildingId, token, documentId } }) => {
    const { checkIn } = await opened(buildingId, token);
    await takeDocumentBack({ table, documents }, checkIn, documentId);
    return {};
  });

  const submit = implement(submitDocumentsRoute, async ({ params: { buildingId, token }, query }) => {
    const found = await opened(buildingId, token);
    const checkIn = await submitDocuments({ table, documents }, found.checkIn, clock.now());
    return show({ ...found, checkIn: { ...found.checkIn, ...checkIn } }, query.language);
  });

  return apiHandler(ports, [own, offer, remove, submit], options);
}
