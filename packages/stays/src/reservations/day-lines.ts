import type { DayArrival, DayDeparture } from '@bos/buildings/access/day/day-list';
import type { Reservation } from './reservation.ts';
import type { GuestStay } from './reservation-entity.ts';

/** A block has no lines in the lists of the days, nor has a stay that does not take place. */
function hasLines({ kind, status }: Reservation): boolean {
  return kind === 'stay' && status !== 'cancelled' && status !== 'no_show';
}

/** What the lines of a stay in the lists of its first and its last day are found by. */
export function dayLineKeysOf(reservation: Reservation) {
  if (!hasLines(reservation)) return { arrivals: [], departures: [] };
  const { buildingId, reservationId, checkIn, checkOut } = reservation;
  return {
    arrivals: [{ buildingId, reservationId, date: checkIn }],
    departures: [{ buildingId, reservationId, date: checkOut }],
  };
}

/**
 * The lines of a stay in the front desk's lists of its first and its last day. A guest who was erased has no stay any
 * more, and no name here. `journey`: how far whoever booked has come with the check-in by link.
 */
export function dayLinesOf(
  reservation: Reservation,
  guests: readonly GuestStay[],
  journey?: DayArrival['journey'],
): { readonly arrivals: readonly DayArrival[]; readonly departures: readonly DayDeparture[] } {
  const { unitId, status, guestIds, checkInTime, checkOutTime, arrivalTime } = reservation;
  const keys = dayLineKeysOf(reservation);
  const lead = guests.find((guest) => guest.lead);
  const line = {
    unitId,
    ...(lead && { userId: lead.userId }),
    ...(lead?.name !== undefined && { guestName: lead.name }),
  };
  const came = status === 'checked_in' || status === 'checked_out';
  return {
    arrivals: keys.arrivals.map((key) => ({
      ...key,
      ...line,
      guests: guestIds.length,
      expectedAt: arrivalTime ?? checkInTime,
      status: came ? 'checked_in' : 'expected',
      ...(journey !== undefined && { journey }),
    })),
    departures: keys.departures.map((key) => ({
      ...key,
      ...line,
      dueAt: checkOutTime,
      status: status === 'checked_out' ? 'checked_out' : 'expected',
    })),
  };
}
