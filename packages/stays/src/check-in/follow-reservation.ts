import { isDeepStrictEqual } from 'node:util';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { replace, type WriteOperation } from '@bos/table/write';
import { type Reservation, settledAtOf } from '../reservations/reservation.ts';
import { type CheckIn, checkInEntity } from './check-in.ts';

/** Of all who have booked it: mostly of one. */
export async function checkInsOf(
  table: Pick<Table, 'list'>,
  { buildingId, reservationId }: Pick<Reservation, 'buildingId' | 'reservationId'>,
): Promise<readonly Stored<CheckIn>[]> {
  return (await table.list(checkInEntity, { buildingId, reservationId })).items;
}

/** Whether a change of a reservation may concern the check-in of its guest. */
export function concernsCheckIn(before: Reservation | undefined, after: Reservation): boolean {
  if (before === undefined) return false;
  const facts = (one: Reservation) => [one.unitId, one.checkIn, one.checkOut, one.guestIds[0], settledAtOf(one)];
  return !isDeepStrictEqual(facts(before), facts(after));
}

/**
 * Keeps what guests have sent with the reservation: its days follow. What one sent who no longer comes as the one who
 * booked comes of age from now on.
 */
export function followReservation(
  checkIns: readonly Stored<CheckIn>[],
  reservation: Reservation,
  at: Date,
): WriteOperation[] {
  const { unitId, checkIn: firstDay, checkOut, guestIds } = reservation;
  const settled = settledAtOf(reservation) !== undefined;
  return checkIns.flatMap((before): WriteOperation[] => {
    const over = settled || guestIds[0] !== before.userId;
    const [endsOn = checkOut] = [checkOut, ...(over ? [at.toISOString().slice(0, 10)] : [])].toSorted();
    const after: CheckIn = { ...before, unitId, checkIn: firstDay, endsOn };
    return isDeepStrictEqual(before, after) ? [] : [replace(checkInEntity, before, after)];
  });
}
