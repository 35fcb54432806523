import type { Stored } from '@bos/table/entity';
import {
  changeReservation,
  type ReservationCommand,
  type StayDependencies,
  stayRefused,
} from './change-reservation.ts';
import { type Reservation, settledAtOf } from './reservation.ts';
import type { GuestDetails } from './reservation-items.ts';

export interface ChangeGuestsCommand extends ReservationCommand {
  /** All who come, the one who booked first. Who is left out no longer has a part in the stay. */
  readonly guests: readonly GuestDetails[];
}

/** Throws RESERVATION_SETTLED, RESERVATION_IS_BLOCK, INVALID_INPUT, and what `changeReservation` throws. */
export async function changeGuests(deps: StayDependencies, command: ChangeGuestsCommand): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before) => {
    if (settledAtOf(before) !== undefined) {
      throw stayRefused('RESERVATION_SETTLED', `Reservation ${before.reservationId} is ${before.status}.`);
    }
    if (before.kind === 'block') throw stayRefused('RESERVATION_IS_BLOCK', 'Nobody stays in a block.');
    const { guests } = command;
    return { after: { ...before, guestIds: guests.map(({ userId }) => userId) }, guests };
  });
}
