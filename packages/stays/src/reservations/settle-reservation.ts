import { addDays } from '@bos/kernel/calendar-date';
import { assertMove } from '@bos/kernel/transitions';
import type { Stored } from '@bos/table/entity';
import {
  changeReservation,
  type ReservationCommand,
  type StayDependencies,
  stayRefused,
} from './change-reservation.ts';
import {
  RESERVATION_TRANSITIONS,
  type Reservation,
  type ReservationInStatus,
  type ReservationStatus,
} from './reservation.ts';

/** What every state has. */
function baseOf(reservation: Stored<Reservation>) {
  const { buildingId, reservationId, confirmationNumber, kind, unitId, checkIn, checkOut, guestIds } = reservation;
  const { checkInTime, checkOutTime, source, externalId, feedId, arrivalTime, extensions, bookedAt } = reservation;
  return {
    buildingId,
    reservationId,
    confirmationNumber,
    kind,
    unitId,
    checkIn,
    checkOut,
    checkInTime,
    checkOutTime,
    source,
    ...(externalId !== undefined && { externalId }),
    ...(feedId !== undefined && { feedId }),
    guestIds,
    ...(arrivalTime !== undefined && { arrivalTime }),
    ...(extensions !== undefined && { extensions }),
    bookedAt,
  };
}

/** Throws RESERVATION_TRANSITION_REFUSED unless it stands where that move begins. */
function from<S extends ReservationStatus>(
  reservation: Stored<Reservation>,
  to: ReservationStatus,
  ...statuses: readonly S[]
): Stored<ReservationInStatus<S>> {
  assertMove(RESERVATION_TRANSITIONS, 'reservation', reservation.status, to);
  const isOne = (one: Stored<Reservation>): one is Stored<ReservationInStatus<S>> =>
    statuses.some((status) => status === one.status);
  if (!isOne(reservation)) throw new TypeError(`${to} does not follow ${reservation.status}`);
  return reservation;
}

/** Says yes to a request. Throws RESERVATION_TRANSITION_REFUSED, and what `changeReservation` throws. */
export async function confirmReservation(
  deps: StayDependencies,
  command: ReservationCommand,
): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before) => {
    if (before.status === 'confirmed') return undefined;
    const asked = from(before, 'confirmed', 'requested');
    return { after: { ...baseOf(asked), status: 'confirmed', confirmedAt: command.at.toISOString() } };
  });
}

export interface CancelReservationCommand extends ReservationCommand {
  readonly reason: ReservationInStatus<'cancelled'>['reason'];
  /** Names the request, where a repetition of it must be known. */
  readonly requestKey?: string;
}

/** Gives all its nights back. Throws RESERVATION_TRANSITION_REFUSED, and what `changeReservation` throws. */
export async function cancelReservation(
  deps: StayDependencies,
  command: CancelReservationCommand,
): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before) => {
    if (before.status === 'cancelled') return undefined;
    const settledAt = command.at.toISOString();
    const awaited = from(before, 'cancelled', 'requested', 'confirmed');
    const { reason, requestKey } = command;
    const named = requestKey === undefined ? {} : { requestKey };
    return { after: { ...baseOf(awaited), status: 'cancelled', settledAt, reason, ...named } };
  });
}

/**
 * Nobody came: the nights are free again. Throws STAY_NOT_DUE before the day of arrival is over,
 * RESERVATION_TRANSITION_REFUSED, and what `changeReservation` throws.
 */
export async function markNoShow(deps: StayDependencies, command: ReservationCommand): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before, today) => {
    if (before.status === 'no_show') return undefined;
    const { confirmedAt, ...awaited } = from(before, 'no_show', 'confirmed');
    if (today <= awaited.checkIn) throw stayRefused('STAY_NOT_DUE', `The guest may still come on ${awaited.checkIn}.`);
    const settledAt = command.at.toISOString();
    return { after: { ...baseOf({ ...awaited, confirmedAt }), status: 'no_show', confirmedAt, settledAt } };
  });
}

/**
 * The guest is there. From the day of arrival on, at whatever hour the desk lets them in. Throws STAY_NOT_DUE, STAY_OVER,
 * RESERVATION_IS_BLOCK, RESERVATION_TRANSITION_REFUSED, and what `changeReservation` throws.
 */
export async function checkIn(deps: StayDependencies, command: ReservationCommand): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before, today) => {
    if (before.status === 'checked_in') return undefined;
    const awaited = from(before, 'checked_in', 'confirmed');
    if (awaited.kind === 'block') throw stayRefused('RESERVATION_IS_BLOCK', 'Nobody stays in a block.');
    if (today < awaited.checkIn) throw stayRefused('STAY_NOT_DUE', `The stay begins on ${awaited.checkIn}.`);
    if (today >= awaited.checkOut) throw stayRefused('STAY_OVER', `The stay ended on ${awaited.checkOut}.`);
    const arrivedAt = command.at.toISOString();
    return {
      after: { ...baseOf(awaited), status: 'checked_in', confirmedAt: awaited.confirmedAt, arrivedAt },
    };
  });
}

/**
 * The guest has left. Nights that they leave early are free again, but for the first. Throws
 * RESERVATION_TRANSITION_REFUSED, and what `changeReservation` throws.
 */
export async function checkOut(deps: StayDependencies, command: ReservationCommand): Promise<Stored<Reservation>> {
  return changeReservation(deps, command, (before, today) => {
    if (before.status === 'checked_out') return undefined;
    const { confirmedAt, arrivedAt, ...staying } = from(before, 'checked_out', 'checked_in');
    const firstMorning = addDays(staying.checkIn, 1);
    const [, lastDay = today] = [today, firstMorning].toSorted();
    const settledAt = command.at.toISOString();
    return {
      after: {
        ...baseOf({ ...staying, confirmedAt, arrivedAt }),
        status: 'checked_out',
        confirmedAt,
        arrivedAt,
        settledAt,
        ...(lastDay < staying.checkOut && { checkOut: lastDay, bookedUntil: staying.checkOut }),
      },
    };
  });
}
