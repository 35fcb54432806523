import { randomBytes } from 'node:crypto';
import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { decide } from '@bos/governance/policy';
import { implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { normaliseEmail } from '@bos/kernel/email-address';
import { invalid, notFound } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { normalisePhone } from '@bos/kernel/phone-number';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { maskPhone } from '@bos/people/persons/mask-phone';
import { changeGuests } from '@bos/stays/reservations/change-guests';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import { extendStay, grantLateCheckOut, moveReservation } from '@bos/stays/reservations/move-reservation';
import type { Reservation } from '@bos/stays/reservations/reservation';
import type { GuestStay } from '@bos/stays/reservations/reservation-entity';
import {
  cancelReservationRoute,
  changeGuestsRoute,
  checkInRoute,
  checkOutRoute,
  confirmReservationRoute,
  createReservationRoute,
  extendStayRoute,
  type GuestBody,
  getReservationRoute,
  lateCheckOutRoute,
  listReservationGuestsRoute,
  listReservationsRoute,
  markNoShowRoute,
  moveReservationRoute,
  reservationRoutes,
} from '@bos/stays/reservations/reservation-routes';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { viewGuest, viewReservation } from '@bos/stays/reservations/reservation-view';
import {
  cancelReservation,
  checkIn,
  checkOut,
  confirmReservation,
  markNoShow,
} from '@bos/stays/reservations/settle-reservation';
import type { Stored } from '@bos/table/entity';
import type { Page } from '@bos/table/table';
import type { Ports } from '../ports/ports.ts';
import { type ApiOptions, type ApiPorts, apiHandler } from './api-handler.ts';
import { mapPage, pageOf } from './pages.ts';

export const routes = reservationRoutes;

/** An id that is known before the time is: the same caller's key gives the same reservation, whenever it is sent again. */
const TIMELESS = new Date(0);

/** One spelling for one telephone and one address; undefined fields left out. */
function detailsOf({ name, phone, email, requests }: GuestBody) {
  const digits = phone === undefined ? undefined : normalisePhone(phone);
  const address = email === undefined ? undefined : normaliseEmail(email);
  return {
    ...(name !== undefined && { name }),
    ...(digits !== undefined && { phone: digits }),
    ...(address !== undefined && { email: address }),
    ...(requests !== undefined && { requests }),
  };
}

/** Their telephone by its last digits and no e-mail address, but to those who manage people. */
function shownGuest({ phone, email, ...guest }: GuestStay, full: boolean) {
  return viewGuest({
    ...guest,
    ...(phone !== undefined && { phone: full ? `+${phone}` : maskPhone(phone) }),
    ...(full && email !== undefined && { email }),
  });
}

const answerOf = (reservation: Stored<Reservation>) => ({
  body: viewReservation(reservation),
  etag: reservation.version,
});

/** Whose change it is, of what, and the version that they saw. */
function commandOf(
  params: Pick<Reservation, 'buildingId' | 'reservationId'>,
  ifMatch: number | undefined,
  at: Date,
): Pick<Reservation, 'buildingId' | 'reservationId'> & { readonly at: Date; readonly expectedVersion?: number } {
  return { ...params, at, ...(ifMatch !== undefined && { expectedVersion: ifMatch }) };
}

export function build(ports: ApiPorts & Pick<Ports, 'ids'>, options?: ApiOptions) {
  const { table, clock, ids } = ports;
  const reservations = createReservationStore(table);
  const days = createDayListStore(table);
  const memberships = createMembershipStore(table);
  const disclosed = createDisclosureRecorder(ports);
  const randomness = () => randomBytes(16);

  /** Throws GUEST_UNKNOWN for an id that belongs to no member and to nobody who has stayed. */
  async function assertKnown(buildingId: string, userId: string): Promise<void> {
    if (await memberships.get(buildingId, userId)) return;
    const { items } = await reservations.listOfGuest(buildingId, userId, { limit: 1 });
    if (items.length === 0) throw invalid('GUEST_UNKNOWN', `${userId} is nobody of this building.`);
  }

  async function guestsOf(buildingId: string, guests: readonly GuestBody[], newId: (position: number) => string) {
    for (const { userId } of guests) if (userId !== undefined) await assertKnown(buildingId, userId);
    return guests.map((guest, position) => ({ userId: guest.userId ?? newId(position), ...detailsOf(guest) }));
  }

  const create = implement(createReservationRoute, async ({ params, body, idempotencyKey, principal }) => {
    const { buildingId } = params;
    const { guests, checkInTime, checkOutTime, ...stay } = body;
    const reservationId =
      idempotencyKey === undefined
        ? ids.next()
        : deterministicId(TIMELESS, 'reservation', buildingId, principal.userId, idempotencyKey);
    if (stay.kind === 'block' && guests.length > 0) throw invalid('RESERVATION_IS_BLOCK', 'Nobody stays in a block.');
    const reservation = await createReservation(
      { table, randomness },
      {
        ...stay,
        buildingId,
        reservationId,
        source: 'direct',
        guests: await guestsOf(buildingId, guests, (position) =>
          deterministicId(TIMELESS, 'guest', reservationId, String(position)),
        ),
        ...(checkInTime !== undefined && { checkInTime }),
        ...(checkOutTime !== undefined && { checkOutTime }),
        at: clock.now(),
      },
    );
    return {
      ...answerOf(reservation),
      location: `/v1/buildings/${buildingId}/reservations/${reservation.reservationId}`,
    };
  });

  async function known(buildingId: string, reservationId: string) {
    const reservation = await reservations.get(buildingId, reservationId);
    if (!reservation) throw notFound('reservation', reservationId);
    return reservation;
  }

  const get = implement(getReservationRoute, async ({ params: { buildingId, reservationId } }) =>
    answerOf(await known(buildingId, reservationId)),
  );

  const list = implement(listReservationsRoute, async ({ params: { buildingId }, query }) => {
    const part = pageOf(query);
    const { unitId, month, arrivals, departures, userId, confirmationNumber } = query;
    const find = async (): Promise<Page<Stored<Reservation>>> => {
      if (unitId !== undefined) return reservations.listOfUnit(buildingId, unitId, part);
      if (month !== undefined) return reservations.listOfMonth(buildingId, month, part);
      if (arrivals !== undefined) return reservations.ofPage(await days.arrivals(buildingId, arrivals, part));
      if (departures !== undefined) return reservations.ofPage(await days.departures(buildingId, departures, part));
      if (userId !== undefined) return reservations.ofPage(await reservations.listOfGuest(buildingId, userId, part));
      const one = await reservations.byConfirmationNumber(buildingId, confirmationNumber ?? '');
      return { items: one ? [one] : [], next: null };
    };
    return { body: mapPage(await find(), viewReservation) };
  });

  async function disclose(guests: readonly GuestStay[], { userId }: Principal, buildingId: string, requestId: string) {
    for (const guest of guests) {
      if (guest.phone === undefined && guest.email === undefined) continue;
      await disclosed({ buildingId, userId, requestId }, 'person.contact_disclosed', guest.userId);
    }
  }

  const listGuests = implement(listReservationGuestsRoute, async ({ params, principal, requestId }) => {
    const { buildingId, reservationId } = params;
    const reservation = await known(buildingId, reservationId);
    const guests = (await reservations.guestsOf([reservation])).toSorted(
      (a, b) => reservation.guestIds.indexOf(a.userId) - reservation.guestIds.indexOf(b.userId),
    );
    const full = decide(principal.roles, 'people:update').allowed;
    if (full) await disclose(guests, principal, buildingId, requestId);
    return { body: { items: guests.map((guest) => shownGuest(guest, full)), next: null } };
  });

  const move = implement(moveReservationRoute, async ({ params, body: { unitId, checkIn, checkOut }, ifMatch }) =>
    answerOf(
      await moveReservation(ports, {
        ...commandOf(params, ifMatch, clock.now()),
        ...(unitId !== undefined && { unitId }),
        ...(checkIn !== undefined && { checkIn }),
        ...(checkOut !== undefined && { checkOut }),
      }),
    ),
  );

  const guests = implement(changeGuestsRoute, async ({ params, body, ifMatch }) => {
    const coming = await guestsOf(params.buildingId, body.guests, () => ids.next());
    return answerOf(await changeGuests(ports, { ...commandOf(params, ifMatch, clock.now()), guests: coming }));
  });

  const confirm = implement(confirmReservationRoute, async ({ params, ifMatch }) =>
    answerOf(await confirmReservation(ports, commandOf(params, ifMatch, clock.now()))),
  );
  const cancel = implement(cancelReservationRoute, async ({ params, ifMatch, body: { reason } }) =>
    answerOf(await cancelReservation(ports, { ...commandOf(params, ifMatch, clock.now()), reason })),
  );
  const arrive = implement(checkInRoute, async ({ params, ifMatch }) =>
    answerOf(await checkIn(ports, commandOf(params, ifMatch, clock.now()))),
  );
  const leave = implement(checkOutRoute, async ({ params, ifMatch }) =>
    answerOf(await checkOut(ports, commandOf(params, ifMatch, clock.now()))),
  );
  const noShow = implement(markNoShowRoute, async ({ params, ifMatch }) =>
    answerOf(await markNoShow(ports, commandOf(params, ifMatch, clock.now()))),
  );
  const extend = implement(extendStayRoute, async ({ params, ifMatch, body }) =>
    answerOf(await extendStay(ports, { ...commandOf(params, ifMatch, clock.now()), checkOut: body.checkOut })),
  );
  const late = implement(lateCheckOutRoute, async ({ params, ifMatch, body: { checkOutTime } }) =>
    answerOf(await grantLateCheckOut(ports, { ...commandOf(params, ifMatch, clock.now()), checkOutTime })),
  );

  return apiHandler(
    ports,
    [create, list, get, listGuests, move, guests, confirm, cancel, arrive, leave, noShow, extend, late],
    options,
  );
}
