import { type Reservation, settledAtOf } from './reservation.ts';
import type { Confirmation, GuestStay } from './reservation-entity.ts';

/** What is known of one guest. */
export interface GuestDetails {
  readonly userId: string;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  /** The last four digits, where a channel tells no more. */
  readonly phoneEnding?: string | undefined;
  readonly email?: string | undefined;
  readonly requests?: string | undefined;
}

const settled = (reservation: Reservation) => {
  const settledAt = settledAtOf(reservation);
  return settledAt === undefined ? {} : { settledAt };
};

export function guestStayOf(reservation: Reservation, guest: GuestDetails): GuestStay {
  const { buildingId, reservationId, unitId, checkIn, checkOut, guestIds } = reservation;
  const { userId, name, phone, phoneEnding, email, requests } = guest;
  return {
    buildingId,
    userId,
    reservationId,
    unitId,
    checkIn,
    checkOut,
    lead: guestIds[0] === userId,
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(phoneEnding !== undefined && { phoneEnding }),
    ...(email !== undefined && { email }),
    ...(requests !== undefined && { requests }),
    ...settled(reservation),
  };
}

export function confirmationOf(reservation: Reservation): Confirmation {
  const { buildingId, confirmationNumber, reservationId } = reservation;
  return { buildingId, confirmationNumber, reservationId, ...settled(reservation) };
}
