import type { Building } from '@bos/buildings/buildings/building';
import { DomainError, notFound } from '@bos/kernel/errors';
import { localTime } from '@bos/kernel/time-zone';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import type { WriteOperation } from '@bos/table/write';
import { buildingOfStay } from './create-reservation.ts';
import type { Reservation } from './reservation.ts';
import type { ChangeAuthor } from './reservation-audit.ts';
import { reservationEntity } from './reservation-entity.ts';
import { type ReservationSave, saveReservation } from './save-reservation.ts';

export interface ReservationCommand {
  readonly buildingId: string;
  readonly reservationId: string;
  /** The version that the actor saw; any when not given. */
  readonly expectedVersion?: number;
  readonly by: ChangeAuthor;
  readonly at: Date;
  /** Written in the same transaction, if the reservation is written at all. */
  readonly also?: readonly WriteOperation[];
}

export interface StayDependencies {
  readonly table: Table;
}

type Change = Omit<ReservationSave, 'before' | 'by' | 'at' | 'also'> | undefined;

/** What becomes of it; undefined when it is so already. `today` is the day on the building's wall. */
export type Decide = (reservation: Stored<Reservation>, today: string, building: Building) => Change | Promise<Change>;

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
  { buildingId, reservationId, expectedVersion, by, at, also }: ReservationCommand,
  decide: Decide,
): Promise<Stored<Reservation>> {
  return retryConflicts(async () => {
    const [before, building] = await Promise.all([
      deps.table.get(reservationEntity, { buildingId, reservationId }),
      buildingOfStay(deps.table, buildingId),
    ]);
    if (before === undefined) throw notFound('reservation', reservationId);
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      const text = `Reservation ${reservationId} is at version ${before.version}.`;
      throw new DomainError('precondition_failed', 'RESERVATION_CHANGED_MEANWHILE', text);
    }
    const change = await decide(before, localTime(at, building.timeZone).date, building);
    if (change === undefined) return before;
    const saved = await saveReservation(deps, { ...change, before, by, at, also });
    return { ...saved, version: before.version + 1, createdAt: before.createdAt, updatedAt: at.toISOString() };
  });
}
