import type { Stored } from '@bos/table/entity';
import {
  changeReservation,
  type ReservationCommand,
  type StayDependencies,
  stayRefused,
} from './change-reservation.ts';
import { type Reservation, settledAtOf } from './reservation.ts';

export interface AnnounceArrivalCommand extends ReservationCommand {
  /** hh:mm on the day of arrival. */
  readonly arrivalTime: string;
}

/**
 * Notes when the guest means to come, for the desk's list of the day. It gives no right to come in earlier. Throws
 * STAY_BEGUN, RESERVATION_SETTLED, and what `changeReservation` throws.
 */
export async function announceArrival(
  deps: StayDependencies,
  command: AnnounceArrivalCommand,
): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before) => {
    const { arrivalTime } = command;
    if (settledAtOf(before) !== undefined) {
      throw stayRefused('RESERVATION_SETTLED', `Reservation ${before.reservationId} is ${before.status}.`);
    }
    if (before.status === 'checked_in') throw stayRefused('STAY_BEGUN', 'The guest is there.');
    return before.arrivalTime === arrivalTime ? undefined : { after: { ...before, arrivalTime } };
  });
}
