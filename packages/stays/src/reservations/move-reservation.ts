import { stayHours } from '@bos/buildings/buildings/stay-hours';
import type { Stored } from '@bos/table/entity';
import {
  changeReservation,
  type ReservationCommand,
  type StayDependencies,
  stayRefused,
} from './change-reservation.ts';
import { assertUnit } from './create-reservation.ts';
import { LateCheckOutRefusedError } from './late-check-out-refused.ts';
import { extensionOf, MOST_EXTENSIONS, type Reservation, settledAtOf } from './reservation.ts';
import { fitTimes, latestCheckOut } from './turnover.ts';

/** Throws RESERVATION_SETTLED. */
function assertUnsettled(reservation: Reservation): void {
  if (settledAtOf(reservation) !== undefined) {
    throw stayRefused('RESERVATION_SETTLED', `Reservation ${reservation.reservationId} is ${reservation.status}.`);
  }
}

export interface MoveReservationCommand extends ReservationCommand {
  readonly unitId?: string;
  readonly checkIn?: string;
  readonly checkOut?: string;
}

/**
 * Other days or another unit. The nights change hands together with the reservation, or nothing happens. Times agreed
 * for the old days no longer hold. Of a stay that has begun only the last day moves, and never into the past. Throws
 * NIGHTS_TAKEN, RESERVATION_SETTLED, STAY_BEGUN, STAY_OVER, UNIT_UNKNOWN, INVALID_INPUT, and what `changeReservation`
 * throws.
 */
export async function moveReservation(
  deps: StayDependencies,
  command: MoveReservationCommand,
): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, async (before, today, building) => {
    assertUnsettled(before);
    const { unitId = before.unitId, checkIn = before.checkIn, checkOut = before.checkOut } = command;
    const sameArrival = unitId === before.unitId && checkIn === before.checkIn;
    if (sameArrival && checkOut === before.checkOut) return undefined;
    if (before.status === 'checked_in' && !sameArrival) {
      throw stayRefused('STAY_BEGUN', 'The guest is there: only the last day can still change.');
    }
    if (checkOut <= today) throw stayRefused('STAY_OVER', `The last day must be after ${today}.`);
    if (unitId !== before.unitId) await assertUnit(deps.table, before.buildingId, unitId);
    const hours = stayHours(building);
    const times = sameArrival ? { checkOutTime: hours.checkOutTime } : hours;
    return { after: { ...before, unitId, checkIn, checkOut, ...times }, fit: fitTimes };
  });
}

export interface ExtendStayCommand extends ReservationCommand {
  /** The new last day. */
  readonly checkOut: string;
  /** Names the request where it asked for a length: what was granted under it is not granted again. */
  readonly requestKey?: string;
}

/** A later last day. Throws NOT_LATER, and what `moveReservation` throws. */
export async function extendStay(deps: StayDependencies, command: ExtendStayCommand): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before, _today, building) => {
    assertUnsettled(before);
    const { checkOut, requestKey } = command;
    if (checkOut === before.checkOut || extensionOf(before, requestKey)) return undefined;
    if (checkOut < before.checkOut) throw stayRefused('NOT_LATER', `The stay lasts until ${before.checkOut} already.`);
    const granted = requestKey === undefined ? [] : [{ key: requestKey, from: before.checkOut, checkOut }];
    const extensions = [...(before.extensions ?? []), ...granted].slice(-MOST_EXTENSIONS);
    const { checkOutTime } = stayHours(building);
    return { after: { ...before, checkOutTime, checkOut, ...(granted.length > 0 && { extensions }) }, fit: fitTimes };
  });
}

export interface LateCheckOutCommand extends ReservationCommand {
  /** hh:mm on the last day. */
  readonly checkOutTime: string;
}

/**
 * A later hour on the last day, unless somebody arrives on it too early for the unit to be cleaned. Throws
 * LATE_CHECK_OUT_REFUSED, whose text says until when they may stay; NOT_LATER; RESERVATION_SETTLED; and what
 * `changeReservation` throws.
 */
export async function grantLateCheckOut(
  deps: StayDependencies,
  command: LateCheckOutCommand,
): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before) => {
    assertUnsettled(before);
    const { checkOutTime } = command;
    if (checkOutTime === before.checkOutTime) return undefined;
    if (checkOutTime < before.checkOutTime) {
      throw stayRefused('NOT_LATER', `The guest may stay until ${before.checkOutTime} already.`);
    }
    return {
      after: { ...before, checkOutTime },
      fit(after, neighbours) {
        const latest = latestCheckOut(neighbours);
        if (checkOutTime <= latest) return after;
        throw new LateCheckOutRefusedError(before.checkOut, latest, neighbours.next?.kind === 'stay');
      },
    };
  });
}
