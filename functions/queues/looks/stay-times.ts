import type { StayAccess } from '@bos/buildings/access/credentials/stay-access';
import type { Departure } from '@bos/operations/tasks/follow-departure';
import { localInstant } from '@bos/stays/calendar/local-instant';
import type { Reservation } from '@bos/stays/reservations/reservation';

/** When its guest may come in: the hour of check-in on the building's wall, or when the desk let them in before it. */
export function arrivalOf(reservation: Reservation, timeZone: string): Date {
  const planned = localInstant(reservation.checkIn, reservation.checkInTime, timeZone);
  if (!('arrivedAt' in reservation)) return planned;
  return new Date(Math.min(planned.getTime(), Date.parse(reservation.arrivedAt)));
}

/** When its guest leaves, or has left. */
function departureOf(reservation: Reservation, timeZone: string): Date {
  if (reservation.status === 'checked_out') return new Date(reservation.settledAt);
  return localInstant(reservation.checkOut, reservation.checkOutTime, timeZone);
}

/** Whom a stay lets in and when. Nobody before it is confirmed, nobody after they have left, and nobody into a block. */
export function wantedAccess(reservation: Reservation, timeZone: string): StayAccess['wanted'] {
  const { kind, status, guestIds, unitId } = reservation;
  const [userId] = guestIds;
  if (kind === 'block' || userId === undefined) return undefined;
  if (status !== 'confirmed' && status !== 'checked_in') return undefined;
  return { userId, unitId, from: arrivalOf(reservation, timeZone), until: departureOf(reservation, timeZone) };
}

/** What is to be cleaned and when, but for who comes next. Nothing after a block, nor after nobody. */
export function plannedDeparture(reservation: Reservation, timeZone: string): Departure['leaves'] {
  const { kind, status, unitId } = reservation;
  if (kind === 'block' || status === 'requested' || status === 'cancelled' || status === 'no_show') return undefined;
  return { unitId, at: departureOf(reservation, timeZone) };
}
