import { DomainError, notFound } from '@bos/kernel/errors';
import { localTime } from '@bos/kernel/time-zone';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { buildingOfStay } from './create-reservation.ts';
import type { Reservation } from './reservation.ts';
import { reservationEntity } from './reservation-entity.ts';
import { type ReservationSave, saveReservation } from './save-reservation.ts';

export interface ReservationCommand {
  readonly buildingId: string;
  readonly reservationId: string;
  /** The version that the actor saw; any when not given. */
  readonly expectedVersion?: number;
  readonly at: Date;
}

export interface StayDependencies {
  readonly table: Table;
}

/** What becomes of it; undefined when it is so already. `today` is the day on the building's wall. */
export type Decide = (
  reservation: Stored<Reservation>,
  today: string,
) => Omit<ReservationSave, 'before'> | undefined | Promise<Omit<ReservationSave, 'before'> | undefined>;

export function stayRefused(code: string, text: string): DomainError {
  return new DomainError('conflict', code, text);
}

/**
 * Reads a reservation, changes it and writes it with all that follows; again from the reading on when somebody wrote in
 * between. Throws RESERVATION_NOT_FOUND, RESERVATION_CHANGED_MEANWHILE when it is not at the expected version, and what
 * `decide` and `saveReservation` throw.
 */
export async function changeReservation(
  deps: StayDependencies,
  { buildingId, reservationId, expectedVersion, at }: ReservationCommand,
  decide: Decide,
): Promise<Stored<Reservation>> {
  return retryConflicts(async () => {
    const [before, { timeZone }] = await Promise.all([
      deps.table.get(reservationEntity, { buildingId, reservationId }),
      buildingOfStay(deps.table, buildingId),
    ]);
    if (before === undefined) throw notFound('reservation', reservationId);
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      const text = `Reservation ${reservationId} is at version ${before.version}.`;
      throw new DomainError('precondition_failed', 'RESERVATION_CHANGED_MEANWHILE', text);
    }
    const change = await decide(before, localTime(at, timeZone).date);
    if (change === undefined) return before;
    const saved = await saveReservation(deps, { ...change, before });
    return { ...saved, version: before.version + 1, createdAt: before.createdAt, updatedAt: at.toISOString() };
  });
}
