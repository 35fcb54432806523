import { type Building, buildingEntity } from '@bos/buildings/buildings/building';
import { assertFeature } from '@bos/buildings/buildings/features';
import { stayHours } from '@bos/buildings/buildings/stay-hours';
import { unitEntity } from '@bos/buildings/units/unit';
import { DomainError, invalid, notFound } from '@bos/kernel/errors';
import type { Randomness } from '@bos/kernel/ids';
import { localTime } from '@bos/kernel/time-zone';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import type { WriteOperation } from '@bos/table/write';
import { newConfirmationNumber } from './confirmation-number.ts';
import type { Reservation } from './reservation.ts';
import type { ChangeAuthor } from './reservation-audit.ts';
import { type Confirmation, confirmationEntity, reservationEntity } from './reservation-entity.ts';
import type { GuestDetails } from './reservation-items.ts';
import { saveReservation } from './save-reservation.ts';
import { fitTimes } from './turnover.ts';

export interface CreateReservationCommand
  extends Pick<Reservation, 'buildingId' | 'reservationId' | 'kind' | 'unitId' | 'checkIn' | 'checkOut' | 'source'> {
  /** A request waits for somebody's yes, and keeps its nights meanwhile. */
  readonly status: 'requested' | 'confirmed';
  /** The building's when not given. They give way to who leaves and who arrives on the same days. */
  readonly checkInTime?: string;
  readonly checkOutTime?: string;
  readonly externalId?: string;
  readonly feedId?: string;
  /** What the channel has told the guest; ours when not given. */
  readonly confirmationNumber?: string;
  /** The one who booked first. */
  readonly guests: readonly GuestDetails[];
  readonly by: ChangeAuthor;
  readonly at: Date;
  /** Written in the same transaction. */
  readonly also?: readonly WriteOperation[];
}

export interface CreateReservationDependencies {
  readonly table: Table;
  readonly randomness: Randomness;
}

/** Throws BUILDING_NOT_FOUND. */
export async function buildingOfStay(table: Table, buildingId: string): Promise<Building> {
  const building = await table.get(buildingEntity, { buildingId });
  if (building === undefined) throw notFound('building', buildingId);
  return building;
}

/** Throws UNIT_UNKNOWN. */
export async function assertUnit(table: Table, buildingId: string, unitId: string): Promise<void> {
  if ((await table.get(unitEntity, { buildingId, unitId })) === undefined) {
    throw invalid('UNIT_UNKNOWN', `There is no unit ${unitId}.`, [{ field: 'unitId', rule: 'must be a unit' }]);
  }
}

function reservationOf(command: CreateReservationCommand, confirmationNumber: string, building: Building): Reservation {
  const { guests, by: _by, also: _also, at, status, externalId, feedId, ...fields } = command;
  const bookedAt = at.toISOString();
  const common = {
    ...stayHours(building),
    ...fields,
    confirmationNumber,
    ...(externalId !== undefined && { externalId }),
    ...(feedId !== undefined && { feedId }),
    guestIds: guests.map(({ userId }) => userId),
    bookedAt,
  };
  return status === 'requested' ? { ...common, status } : { ...common, status, confirmedAt: bookedAt };
}

/**
 * A channel that takes a cancellation back names the same number again: so it passes on from what is over. Throws
 * CONFIRMATION_NUMBER_TAKEN for a number that was given.
 */
async function chooseNumber(
  deps: CreateReservationDependencies,
  command: CreateReservationCommand,
): Promise<{ readonly confirmationNumber: string; readonly formerNumber?: Stored<Confirmation> }> {
  const { buildingId, confirmationNumber = newConfirmationNumber(deps.randomness) } = command;
  const former = await deps.table.get(confirmationEntity, { buildingId, confirmationNumber });
  if (former === undefined) return { confirmationNumber };
  if (command.confirmationNumber === undefined) return chooseNumber(deps, command);
  if (former.settledAt !== undefined) return { confirmationNumber, formerNumber: former };
  throw new DomainError('conflict', 'CONFIRMATION_NUMBER_TAKEN', 'Another reservation has that confirmation number.');
}

/**
 * Takes a unit for some nights, under the id given, in one transaction. An id that was used before gives the reservation
 * as it stands. Throws NIGHTS_TAKEN, UNIT_UNKNOWN, BUILDING_NOT_FOUND, CONFIRMATION_NUMBER_TAKEN, FEATURE_OFF, STAY_OVER when its last
 * day is not to come, and INVALID_INPUT.
 */
export async function createReservation(
  deps: CreateReservationDependencies,
  command: CreateReservationCommand,
): Promise<Stored<Reservation>> {
  const { buildingId, reservationId, unitId, checkOut, at, by, also, guests } = command;
  const standing = () => deps.table.get(reservationEntity, { buildingId, reservationId });
  return retryConflicts(async () => {
    const [existing, building] = await Promise.all([standing(), buildingOfStay(deps.table, buildingId)]);
    if (existing !== undefined) return existing;
    assertFeature(building, 'stays');
    await assertUnit(deps.table, buildingId, unitId);
    if (checkOut <= localTime(at, building.timeZone).date) {
      throw invalid('STAY_OVER', 'The stay is over.', [{ field: 'checkOut', rule: 'must be after today' }]);
    }
    const { confirmationNumber, formerNumber } = await chooseNumber(deps, command);
    const after = reservationOf(command, confirmationNumber, building);
    const save = { before: undefined, after, guests, formerNumber, fit: fitTimes, by, at, also };
    const saved = await saveReservation(deps, save);
    const time = at.toISOString();
    return { ...saved, version: 1, createdAt: time, updatedAt: time };
  });
}
