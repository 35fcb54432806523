import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { FoundStay, Stays } from '@bos/people/verification/verify-by-reservation';
import { localInstant } from '@bos/stays/calendar/local-instant';
import { changeGuests } from '@bos/stays/reservations/change-guests';
import { MOST_GUESTS, type Reservation } from '@bos/stays/reservations/reservation';
import { createReservationStore } from '@bos/stays/reservations/reservation-store';
import type { Table } from '@bos/table/table';

/** Reservations as proofs of who somebody is. */
export function createStays(table: Table): Stays {
  const reservations = createReservationStore(table);

  async function guestsOf(reservation: Reservation) {
    const known = await reservations.guestsOf([reservation]);
    return reservation.guestIds.flatMap((userId) => known.find((guest) => guest.userId === userId) ?? []);
  }

  return {
    async findByNumber(buildingId, number): Promise<FoundStay | undefined> {
      const reservation = await reservations.byConfirmationNumber(buildingId, number);
      if (reservation?.status !== 'confirmed' && reservation?.status !== 'checked_in') return undefined;
      const building = await createBuildingStore(table).get(buildingId);
      if (reservation.kind === 'block' || building === undefined) return undefined;
      const { reservationId, unitId, checkIn, checkInTime, checkOut, checkOutTime } = reservation;
      return {
        reservationId,
        unitId,
        arrival: checkIn,
        validFrom: localInstant(checkIn, checkInTime, building.timeZone).toISOString(),
        validUntil: localInstant(checkOut, checkOutTime, building.timeZone).toISOString(),
        guests: await guestsOf(reservation),
      };
    },

    async admit(buildingId, reservationId, userId, instead, at) {
      const reservation = await reservations.get(buildingId, reservationId);
      if (reservation === undefined || reservation.guestIds.includes(userId)) return;
      const guests = await guestsOf(reservation);
      const taking = guests.map((guest) => (guest.userId === instead ? { ...guest, userId } : guest));
      const all = taking.some((guest) => guest.userId === userId) ? taking : [...guests, { userId }];
      if (all.length > MOST_GUESTS) return;
      await changeGuests(
        { table },
        {
          buildingId,
          reservationId,
          guests: all,
          by: { actor: { kind: 'user', id: userId } },
          expectedVersion: reservation.version,
          at,
        },
      );
    },
  };
}
