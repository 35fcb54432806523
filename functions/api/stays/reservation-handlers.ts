import { randomBytes } from 'node:crypto';
import { createDayListStore } from '@bos/buildings/access/day/day-list-store';
import { createDisclosureRecorder } from '@bos/governance/audit/disclosures';
import { decide } from '@bos/governance/policy';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { invalid } from '@bos/kernel/errors';
import { deterministicId } from '@bos/kernel/ids';
import { maskPhone } from '@bos/people/persons/mask-phone';
import { createReservation } from '@bos/stays/reservations/create-reservation';
import type { Reservation } from '@bos/stays/reservations/reservation';
import type { GuestStay } from '@bos/stays/reservations/reservation-entity';
import {
  createReservationRoute,
  getReservationRoute,
  listReservationGuestsRoute,
  listReservationsRoute,
} from '@bos/stays/reservations/reservation-routes';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import { viewGuest, viewReservation } from '@bos/stays/reservations/reservation-view';
import type { Stored } from '@bos/table/entity';
import type { Page } from '@bos/table/table';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { answerOf, authorOf, stayRequests, TIMELESS } from './stay-requests.ts';

/** Their telephone by its last digits and no e-mail address, but to those who manage people. */
function shownGuest({ phone, email, ...guest }: GuestStay, full: boolean) {
  return viewGuest({
    ...guest,
    ...(phone !== undefined && { phone: full ? `+${phone}` : maskPhone(phone) }),
    ...(full && email !== undefined && { email }),
  });
}

/** Booking and finding. */
export function reservationHandlers(ports: Pick<Ports, 'table' | 'clock' | 'ids' | 'log'>): BoundRoute[] {
  const { table, clock, ids } = ports;
  const reservations = createReservationStore(table);
  const days = createDayListStore(table);
  const requests = stayRequests(table, ids);
  const disclosed = createDisclosureRecorder(ports);
  const randomness = () => randomBytes(16);

  const create = implement(
    createReservationRoute,
    async ({ params: { buildingId }, body, idempotencyKey, principal, requestId }) => {
      const { guests, checkInTime, checkOutTime, ...stay } = body;
      const reservationId = requests.idOf('reservation', buildingId, principal.userId, idempotencyKey);
      if (stay.kind === 'block' && guests.length > 0) throw invalid('RESERVATION_IS_BLOCK', 'Nobody stays in a block.');
      const newId = (position: number) => deterministicId(TIMELESS, 'guest', reservationId, String(position));
      const reservation = await createReservation(
        { table, randomness },
        {
          ...stay,
          buildingId,
          reservationId,
          source: 'direct',
          guests: await requests.guestsOf(buildingId, guests, newId),
          ...(checkInTime !== undefined && { checkInTime }),
          ...(checkOutTime !== undefined && { checkOutTime }),
          by: authorOf(principal, requestId),
          at: clock.now(),
        },
      );
      return {
        ...answerOf(reservation),
        location: `/v1/buildings/${buildingId}/reservations/${reservation.reservationId}`,
      };
    },
  );

  const get = implement(getReservationRoute, async ({ params: { buildingId, reservationId } }) =>
    answerOf(await requests.known(buildingId, reservationId)),
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
    const reservation = await requests.known(buildingId, reservationId);
    const guests = (await reservations.guestsOf([reservation])).toSorted(
      (a, b) => reservation.guestIds.indexOf(a.userId) - reservation.guestIds.indexOf(b.userId),
    );
    const full = decide(principal.roles, 'people:update').allowed;
    if (full) await disclose(guests, principal, buildingId, requestId);
    return { body: { items: guests.map((guest) => shownGuest(guest, full)), next: null } };
  });

  return [create, get, list, listGuests];
}
