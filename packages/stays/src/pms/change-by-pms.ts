import { isDeepStrictEqual } from 'node:util';
import { stayHours } from '@bos/buildings/buildings/stay-hours';
import type { Stored } from '@bos/table/entity';
import { type Decide, type StayDependencies, stayRefused } from '../reservations/change-reservation.ts';
import { assertUnit } from '../reservations/create-reservation.ts';
import type { Reservation } from '../reservations/reservation.ts';
import type { GuestDetails } from '../reservations/reservation-items.ts';
import { createReservationStore } from '../reservations/reservation-store.ts';
import { fitTimes } from '../reservations/turnover.ts';
import type { PmsMessage } from './pms-message.ts';

/** Whether two lists tell of the same people. */
function sameGuests(a: readonly GuestDetails[], b: readonly GuestDetails[]): boolean {
  const plain = ({ userId, name, phone, email, requests }: GuestDetails) => [userId, name, phone, email, requests];
  return isDeepStrictEqual(a.map(plain), b.map(plain));
}

/** A yes that was said here is not taken back by a request that is still open there. */
function confirmed(before: Stored<Reservation>, status: PmsMessage['status'], at: Date): Reservation {
  if (before.status !== 'requested' || status === 'requested') return before;
  return { ...before, status: 'confirmed', confirmedAt: at.toISOString() };
}

/**
 * Makes a reservation what the message says. Times that were agreed here stand until the days change or the message names
 * others. Throws STAY_BEGUN, STAY_OVER and UNIT_UNKNOWN.
 */
export function changeByPms(
  deps: StayDependencies,
  message: PmsMessage,
  guests: readonly GuestDetails[],
  at: Date,
): Decide {
  return async (before, today, building) => {
    const { unitId, checkIn, checkOut } = message;
    const sameArrival = unitId === before.unitId && checkIn === before.checkIn;
    const sameDays = sameArrival && checkOut === before.checkOut;
    if (before.status === 'checked_in' && !sameArrival) {
      throw stayRefused('STAY_BEGUN', 'The guest is there: only the last day can still change.');
    }
    if (!sameDays && checkOut <= today) throw stayRefused('STAY_OVER', `The last day must be after ${today}.`);
    if (unitId !== before.unitId) await assertUnit(deps.table, before.buildingId, unitId);
    const hours = stayHours(building);
    const times = {
      checkInTime: message.checkInTime ?? (sameArrival ? before.checkInTime : hours.checkInTime),
      checkOutTime: message.checkOutTime ?? (sameDays ? before.checkOutTime : hours.checkOutTime),
    };
    const present = await createReservationStore(deps.table).guestsOf([before]);
    const known = before.guestIds.map((userId) => present.find((guest) => guest.userId === userId) ?? { userId });
    const newGuests = sameGuests(known, guests) ? {} : { guests };
    const guestIds = guests.map(({ userId }) => userId);
    const after = { ...confirmed(before, message.status, at), unitId, checkIn, checkOut, ...times, guestIds };
    if (isDeepStrictEqual(before, after) && newGuests.guests === undefined) return undefined;
    return { after, ...newGuests, fit: fitTimes };
  };
}
